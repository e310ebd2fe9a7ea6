"""Below ``corpus``: from bytes of any kind to cleaned article rows, with every problem named."""
