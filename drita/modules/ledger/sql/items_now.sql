-- Reads items of accounts with their cached state: those still open, or all when a history is settled anew.
SELECT i.account_id, i.id AS item_id, i.item_month, i.source_id, i.kind, i.document_kind, i.document_id,
       i.document_number, i.interest_class, i.control_account, i.original_minor, i.item_date, i.due_date,
       i.entry_id, i.contract_id,
       i.open_principal_minor, i.accrued_nano::text AS accrued_text, i.accrued_to_date, i.interest_paid_minor,
       i.settled_date
FROM ledger_open_item i
WHERE i.account_id = ANY(%(account_ids)s) AND (%(all_items)s OR i.settled_date IS NULL)
ORDER BY i.account_id, i.due_date, i.id
