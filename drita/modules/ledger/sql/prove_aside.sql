-- Counts what is wrong in the tables of a run: entries out of balance, strays, and accounts whose items differ.
WITH sums AS (
    SELECT p.entry_id, count(*) AS lines, sum(p.debit_minor::numeric - p.credit_minor) AS difference,
           min(p.account_id) AS lowest, max(p.account_id) AS highest,
           sum(CASE WHEN a.is_control THEN p.debit_minor::numeric - p.credit_minor ELSE 0 END) AS on_control
    FROM {postings} p
    JOIN ledger_ledger_account a ON a.code = p.ledger_account
    GROUP BY p.entry_id
), opened AS (
    SELECT i.entry_id, sum(i.original_minor::numeric) AS original, min(i.account_id) AS account_id
    FROM {items} i
    GROUP BY i.entry_id
)
SELECT count(*) FILTER (WHERE e.id IS NOT NULL AND (s.lines IS NULL OR s.lines < 2 OR s.difference <> 0)),
       count(*) FILTER (WHERE e.id IS NULL),
       count(*) FILTER (WHERE coalesce(s.on_control, 0) <> coalesce(o.original, 0)
                           OR o.account_id <> e.account_id OR s.lowest <> e.account_id OR s.highest <> e.account_id)
FROM {entries} e
FULL JOIN sums s ON s.entry_id = e.id
FULL JOIN opened o ON o.entry_id = coalesce(e.id, s.entry_id)
