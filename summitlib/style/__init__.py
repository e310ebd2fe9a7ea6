"""The house style as files: the matplotlib style, style sheets and scripts. ``read_style(name)`` reads one."""

from functools import cache
from importlib.resources import files


@cache
def read_style(name: str) -> str:
    """Return the text of a style file, such as ``"tables.css"``.

    >>> read_style("house.mplstyle").splitlines()[0].startswith("#")
    True
    """
    return (files(__package__) / name).read_text(encoding="utf-8")
