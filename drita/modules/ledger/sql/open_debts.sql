-- Reads, in one snapshot, what is open on accounts and the entry up to which that is told.
SELECT a.id AS account_id, greatest(coalesce(m.last_entry_id, 0), r.last_run_seq) AS last_entry_id,
       i.id AS item_id, i.interest_class, i.original_minor, i.item_date, i.due_date, i.open_principal_minor,
       i.accrued_nano::text AS accrued_text, i.accrued_to_date, i.interest_paid_minor
FROM unnest(%(account_ids)s::bigint[]) AS a (id)
LEFT JOIN ledger_account_mark m ON m.account_id = a.id
CROSS JOIN (SELECT max(visible_seq) AS last_run_seq FROM ledger_source) r
LEFT JOIN ledger_open_item i ON i.account_id = a.id AND i.settled_date IS NULL
ORDER BY a.id, i.due_date, i.id
