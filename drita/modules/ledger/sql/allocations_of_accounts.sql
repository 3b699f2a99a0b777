-- Reads every allocation ever made on the accounts, releases as negative rows.
SELECT a.account_id, a.id AS allocation_id, a.entry_id, a.item_id, a.component, a.amount_minor, a.value_date,
       a.strategy, a.paid_by_kind, a.paid_by_id
FROM ledger_allocation a
WHERE a.account_id = ANY(%(account_ids)s)
ORDER BY a.account_id, a.id
