-- Reads the newest place in the order of entries that the accounts can show: their own last entry or the last run.
SELECT a.id AS account_id, greatest(coalesce(m.last_entry_id, 0), r.last_run_seq) AS last_entry_id
FROM unnest(%(account_ids)s::bigint[]) AS a (id)
LEFT JOIN ledger_account_mark m ON m.account_id = a.id
CROSS JOIN (SELECT max(visible_seq) AS last_run_seq FROM ledger_source) r
