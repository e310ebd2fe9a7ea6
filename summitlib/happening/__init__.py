"""Below ``timeline``: what tells of an event, where articles disagree about it, and formats to take it elsewhere."""
