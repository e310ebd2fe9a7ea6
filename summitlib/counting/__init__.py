"""Below ``terms``: words as integer codes, what is counted of them, and the measures over the counts."""
