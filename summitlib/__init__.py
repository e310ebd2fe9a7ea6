"""Reading Indonesian news as evidence: who says what, how surely, and when.

The front door: every public name, imported only when it is first used.

>>> import summitlib as sl
>>> [token.text for token in sl.tokens_in("Harganya Rp42,03.")]
['Harganya', 'Rp', '42,03', '.']
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# room -> the names it gives to the front door
_ROOMS = {
    "lexicons": "read_lexicon",
    "text": "sentences_in tokens_in lemma_of find_sentences find_tokens stop_words variant_families variant_of "
    "variants_in",
    "corpus": "read_articles clean_text cleaning_log find_duplicates find_shared_passages import_originals read_codes "
    "read_counts describe_edition edition_of CorpusError CorpusWarning",
    "terms": "count_terms keyword_in_context compare_terms preprocessing_grid collocations cooccurrence tf_idf "
    "dispersion lexical_diversity zipf_ranks vocabulary_growth index_terms TermIndex",
    "statements": "statements_in find_statements count_sources cocitation sentence_of",
    "stance": "certainty_of stance_of markers_in find_markers find_stance find_unit_stance agreement agreement_table "
    "krippendorff_alpha match_units compare_codes flip_doubtful read_coding_sheet write_coding_sheet",
    "times": "times_in find_times to_timeml TimeExpression",
    "timeline": "build_timeline find_conflicts export_timeline before overlaps during",
    "figures": "plot_rates plot_keyness plot_scatter plot_dispersion plot_word_shift plot_sources plot_verbs "
    "plot_stance plot_agreement plot_timeline plot_span plot_mentions save_figure small_multiples",
    "evidence": "show_evidence show_table",
    "nltk_reader": "as_nltk",
    "scale": "split_articles scan_articles map_articles merge_counts write_parts",
    "report": "",
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names.split()}

__all__ = ["__version__", *_ROOM_OF]


def __getattr__(name: str) -> Any:
    if name not in _ROOM_OF:
        raise AttributeError(f"summitlib has no {name!r}; dir(summitlib) lists what it has.")
    value = getattr(import_module(f"summitlib.{_ROOM_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
