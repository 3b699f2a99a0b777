-- Counts entries, and lists those that do not balance or have fewer than two postings.
WITH sums AS (
    SELECT p.entry_id, count(*) AS lines, sum(p.debit_minor::numeric - p.credit_minor) AS difference
    FROM ledger_posting p
    GROUP BY p.entry_id
)
SELECT e.id AS entry_id, coalesce(s.lines, 0) AS lines, coalesce(s.difference, 0)::text AS difference
FROM ledger_entry e
FULL JOIN sums s ON s.entry_id = e.id
WHERE e.id IS NULL OR s.entry_id IS NULL OR s.lines < 2 OR s.difference <> 0
LIMIT 1000
