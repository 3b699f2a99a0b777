-- Reads the items of an account that had opened by a day and were known at a place in the order of entries.
SELECT i.account_id, i.id AS item_id, i.item_month, i.source_id, i.kind, i.document_kind, i.document_id,
       i.document_number, i.interest_class, i.control_account, i.original_minor, i.item_date, i.due_date,
       i.entry_id, i.contract_id
FROM ledger_open_item i
JOIN ledger_source s ON s.id = i.source_id
WHERE i.account_id = ANY(%(account_ids)s)
  AND i.item_date <= %(as_of)s
  AND CASE WHEN i.source_id = 0 THEN i.entry_id ELSE s.visible_seq END <= %(known_seq)s
ORDER BY i.account_id, i.due_date, i.id
