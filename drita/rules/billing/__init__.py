"""Rules of billing: periods, determinants, totals, numbers, the calendar."""
