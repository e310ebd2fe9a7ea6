"""Reading Indonesian news as evidence: who says what, how surely, and when.

The front door: every public name, imported only when it is first used.

>>> import summitlib as sl
>>> [token.text for token in sl.tokens_in("Harganya Rp42,03.")]
['Harganya', 'Rp', '42,03', '.']
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# module -> the names it gives to the front door
_ROOMS = {
    "lexicons": ("read_lexicon",),
    "text": ("sentences_in", "tokens_in", "lemma_of", "find_sentences", "find_tokens", "stop_words"),
    "variants": ("variant_families", "variant_of", "variants_in"),
    "nltk_reader": ("as_nltk",),
    "cleaning": (),
    "corpus": (
        "CorpusError",
        "CorpusWarning",
        "clean_text",
        "cleaning_log",
        "describe_edition",
        "edition_of",
        "import_originals",
        "read_articles",
        "read_codes",
        "read_counts",
    ),
    "duplicates": ("find_duplicates", "find_shared_passages"),
    "terms": ("count_terms", "tf_idf", "dispersion", "lexical_diversity", "zipf_ranks", "vocabulary_growth"),
    "keyness": ("compare_terms", "preprocessing_grid"),
    "pairs": ("collocations", "cooccurrence"),
    "concordance": ("keyword_in_context",),
    "index": ("TermIndex", "index_terms"),
    "statements": ("statements_in", "find_statements", "count_sources", "cocitation", "sentence_of"),
    "times": ("TimeExpression", "times_in", "find_times", "to_timeml"),
    "stance": ("certainty_of", "find_markers", "find_stance", "find_unit_stance", "markers_in", "stance_of"),
    "comparing": ("compare_codes", "flip_doubtful"),
    "coding": (
        "agreement",
        "agreement_table",
        "krippendorff_alpha",
        "match_units",
        "read_coding_sheet",
        "write_coding_sheet",
    ),
    "timeline": ("build_timeline", "find_conflicts", "before", "overlaps", "during"),
    "exchange": ("export_timeline",),
    "scale": ("split_articles", "scan_articles", "map_articles", "merge_counts", "write_parts"),
    "figures": ("save_figure", "small_multiples"),
    "figures_terms": ("plot_dispersion", "plot_keyness", "plot_rates", "plot_scatter", "plot_word_shift"),
    "figures_statements": ("plot_agreement", "plot_sources", "plot_stance", "plot_verbs"),
    "figures_times": ("plot_mentions", "plot_span", "plot_timeline"),
    "evidence": ("show_evidence", "show_table"),
    "report": (),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = ["__version__", *_ROOM_OF]


def __getattr__(name: str) -> Any:
    if name not in _ROOM_OF:
        raise AttributeError(f"summitlib has no {name!r}; dir(summitlib) lists what it has.")
    value = getattr(import_module(f"summitlib.{_ROOM_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
