-- Reads the items of a range of accounts with their cached state.
SELECT i.id AS item_id, i.account_id, i.interest_class, i.original_minor, i.due_date, i.open_principal_minor,
       i.accrued_nano::text AS accrued_text, i.accrued_to_date, i.interest_paid_minor,
       i.settled_date IS NOT NULL AS is_settled
FROM ledger_open_item i
WHERE i.account_id BETWEEN %(first)s AND %(last)s
