"""A made-up distribution operator: its import files, with everything a real one's files bring along."""
