-- Reads all open items of the company with their cached state.
SELECT i.id AS item_id, i.control_account, i.interest_class, i.original_minor, i.item_date, i.due_date,
       i.open_principal_minor, i.accrued_nano::text AS accrued_text, i.accrued_to_date, i.interest_paid_minor
FROM ledger_open_item i
WHERE i.settled_date IS NULL
