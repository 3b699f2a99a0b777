-- Reads the daily rates of all interest classes.
SELECT interest_class, lower(valid_period) AS from_date, upper(valid_period) AS to_date, rate_ppb
FROM ledger_interest_rate
ORDER BY interest_class, valid_period
