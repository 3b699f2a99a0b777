"""The bill as a document: one dataclass, one PDF writer for the print run and the single bill, one HTML twin."""
