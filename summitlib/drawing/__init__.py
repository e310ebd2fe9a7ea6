"""Below ``figures``: the drawing board all figures share, and one module of figures for each kind of rows."""
