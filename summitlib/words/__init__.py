"""Below ``text``: abbreviations and when their stop ends a sentence, lemmas, word families."""
