"""Writing PDF by hand: fonts subset once, one content stream a page, the same bytes each time."""
