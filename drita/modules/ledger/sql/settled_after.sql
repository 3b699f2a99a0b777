-- Lists accounts whose cached items say more than a day knew: something was settled on them after it.
SELECT DISTINCT a.account_id
FROM ledger_allocation a
WHERE a.account_id = ANY(%(account_ids)s) AND a.value_date > %(as_of)s
  AND a.booking_month >= date_trunc('month', %(as_of)s::date)::date
