-- Reads what had been allocated on accounts by value, as known at a place in the order of entries.
SELECT a.item_id, a.value_date,
       (CASE WHEN a.component = 'principal' THEN -a.amount_minor ELSE 0 END)::bigint AS principal_change_minor,
       (CASE WHEN a.component = 'interest' THEN a.amount_minor ELSE 0 END)::bigint AS interest_paid_minor
FROM ledger_allocation a
WHERE a.account_id = ANY(%(account_ids)s) AND a.value_date <= %(as_of)s AND a.entry_id <= %(known_seq)s
