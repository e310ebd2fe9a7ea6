"""Below ``times``: the patterns of time expressions, the readers that give them values, the days that values cover."""
