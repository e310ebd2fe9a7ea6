// One click for all code cells, and the concordance. The pages read as well without it.
(() => {
  const all = document.querySelector("#all-code");
  if (all) {
    const cells = [...document.querySelectorAll("details.code")];
    all.hidden = !cells.length;
    all.addEventListener("click", () => {
      const open = all.getAttribute("aria-expanded") !== "true";
      cells.forEach(cell => { cell.open = open; });
      all.setAttribute("aria-expanded", String(open));
      all.textContent = open ? "Hide all code" : "Show all code";
    });
  }
  const form = document.querySelector("#concordance");
  if (!form) return;
  const most = 500, input = form.querySelector("input"), count = form.querySelector("output");
  const list = document.querySelector("#lines"), texts = [...document.querySelectorAll(".text")];
  form.hidden = false;
  const pattern = word => {
    const parts = word.trim().split(/\s+/).map(part => part.split("*").map(p => p.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join("[\\p{L}\\p{N}-]*"));
    return new RegExp("(?<![\\p{L}\\p{N}])" + parts.join("\\s+") + "(?![\\p{L}\\p{N}])", "giu");
  };
  const line = (article, paragraph, found) => {
    const item = document.createElement("li"), cite = document.createElement("cite"), text = document.createElement("bdi"), hit = document.createElement("mark");
    const end = found.index + found[0].length, reach = 90;
    const before = paragraph.slice(0, found.index), after = paragraph.slice(end);
    const left = before.length > reach ? "… " + before.slice(-reach).replace(/^\S*\s/, "") : before;
    const right = after.length > reach ? after.slice(0, reach).replace(/\s\S*$/, "") + " …" : after;
    cite.textContent = article;
    hit.textContent = found[0];
    text.lang = "id";
    text.append(left, hit, right);
    item.append(cite, text);
    return item;
  };
  const search = () => {
    list.replaceChildren();
    count.textContent = "";
    if (!input.value.replace(/[*\s]/g, "")) return;
    const found = [], articles = new Set(), wanted = pattern(input.value);
    texts.forEach(text => text.querySelectorAll("p").forEach(p => {
      for (const hit of p.textContent.matchAll(wanted)) {
        articles.add(text.id);
        found.push([text.querySelector("summary").textContent, p.textContent, hit]);
      }
    }));
    list.append(...found.slice(0, most).map(hit => line(...hit)));
    count.textContent = `${found.length} line${found.length === 1 ? "" : "s"} in ${articles.size} of ${texts.length} articles` + (found.length > most ? `; the first ${most} are shown` : "");
  };
  form.addEventListener("submit", event => event.preventDefault());
  input.addEventListener("input", search);
  form.querySelectorAll(".examples button").forEach(button => button.addEventListener("click", () => {
    input.value = button.textContent;
    search();
  }));
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) { input.value = asked; }
  search();
})();
