-- Compares the balance of each control account with what the subledger has open on it.
WITH balance AS (
    SELECT p.ledger_account AS code, sum(p.debit_minor - p.credit_minor) AS balance
    FROM ledger_posting p
    JOIN ledger_ledger_account a ON a.code = p.ledger_account AND a.is_control
    GROUP BY p.ledger_account
), subledger AS (
    SELECT i.control_account AS code, sum(i.open_principal_minor) AS open
    FROM ledger_open_item i
    WHERE i.settled_date IS NULL
    GROUP BY i.control_account
)
SELECT a.code::text AS code, coalesce(b.balance, 0)::bigint AS balance_minor, coalesce(s.open, 0)::bigint AS open_minor
FROM ledger_ledger_account a
LEFT JOIN balance b ON b.code = a.code
LEFT JOIN subledger s ON s.code = a.code
WHERE a.is_control
ORDER BY a.code
