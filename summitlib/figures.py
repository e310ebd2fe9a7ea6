"""Pictures: one function a kind of figure, and ``save_figure``.

Every ``plot_…`` takes a frame and returns matplotlib axes. How they are drawn is in the folder ``drawing``.
"""

from summitlib.drawing.canvas import save_figure, small_multiples
from summitlib.drawing.spans import plot_span
from summitlib.drawing.statements import plot_agreement, plot_sources, plot_stance, plot_verbs
from summitlib.drawing.terms import plot_dispersion, plot_keyness, plot_rates, plot_scatter, plot_word_shift
from summitlib.drawing.times import plot_mentions, plot_timeline

__all__ = [
    "plot_agreement", "plot_dispersion", "plot_keyness", "plot_mentions", "plot_rates", "plot_scatter", "plot_sources",
    "plot_span", "plot_stance", "plot_timeline", "plot_verbs", "plot_word_shift", "save_figure", "small_multiples",
]  # fmt: skip
