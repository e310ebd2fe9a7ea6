// Filter and sort for every table.sl-table; without it the tables are plain. No network, no dependency.
(() => {
  const number = /^[-−+<≥≤~]?\s*[\d,]*\.?\d+(e[-+]?\d+)?\s*%?$/i;
  const value = cell => {
    const text = cell.dataset.v ?? cell.textContent.trim();
    const plain = text.replace(/−/g, "-").replace(/[,%<≥≤~\s]/g, "");
    return number.test(text) ? parseFloat(plain) : text.toLowerCase();
  };
  const order = (a, b) => a === b ? 0 : a === "–" ? 1 : b === "–" ? -1
    : typeof a === typeof b ? (typeof a === "number" ? a - b : a.localeCompare(b, "id")) : typeof a === "number" ? -1 : 1;
  const live = table => {
    table.dataset.live = "1";
    const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (!head.textContent.trim()) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(other => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows.sort((a, b) => (down ? -1 : 1) * order(value(a.cells[column]), value(b.cells[column])));
        body.append(...rows);
      });
      head.append(button);
    });
    if (rows.length < 6) return;
    const bar = document.createElement("div"), label = document.createElement("label");
    const input = document.createElement("input"), count = document.createElement("output");
    bar.className = "sl-filter";
    input.type = "search";
    label.append("Filter rows ", input);
    bar.append(label, count);
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach(row => { row.hidden = !words.every(word => row.textContent.toLowerCase().includes(word)); });
      const shown = rows.filter(row => !row.hidden).length;
      count.textContent = words.length ? `${shown} of ${rows.length} rows` : "";
    });
    const box = table.closest(".sl-scroll") ?? table;
    box.before(bar);
  };
  document.querySelectorAll("table.sl-table:not([data-live])").forEach(live);
})();
