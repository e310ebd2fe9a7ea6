"""Below ``statements``: quotation marks, names and offices, the source beside a verb, the order of cue and content."""
