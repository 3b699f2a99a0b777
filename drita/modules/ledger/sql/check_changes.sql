-- Reads everything that was settled on a range of accounts.
SELECT a.item_id, a.value_date,
       (CASE WHEN a.component = 'principal' THEN -a.amount_minor ELSE 0 END)::bigint AS principal_change_minor,
       (CASE WHEN a.component = 'interest' THEN a.amount_minor ELSE 0 END)::bigint AS interest_paid_minor
FROM ledger_allocation a
WHERE a.account_id BETWEEN %(first)s AND %(last)s
