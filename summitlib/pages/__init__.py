"""Below ``report``: a notebook as a page, and the pages that hold them together."""
