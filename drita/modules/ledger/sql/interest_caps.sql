-- Reads the caps of all interest classes.
SELECT interest_class, lower(valid_period) AS from_date, upper(valid_period) AS to_date, cap_ppm
FROM ledger_interest_cap
ORDER BY interest_class, valid_period
