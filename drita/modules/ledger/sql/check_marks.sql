-- Lists accounts whose mark is behind their newest online entry.
SELECT e.account_id, max(e.id) AS newest
FROM ledger_entry e
LEFT JOIN ledger_account_mark m ON m.account_id = e.account_id
WHERE e.account_id IS NOT NULL AND e.source_id = 0
GROUP BY e.account_id, m.last_entry_id
HAVING m.last_entry_id IS NULL OR m.last_entry_id < max(e.id)
LIMIT 1000
