-- Lists accounts that have both an unused credit and an open debt.
SELECT c.account_id, min(c.item_date) AS credit_date
FROM ledger_open_item c
WHERE c.account_id = ANY(%(account_ids)s) AND c.settled_date IS NULL AND c.open_principal_minor < 0
  AND c.item_date <= %(booking_date)s
  AND EXISTS (SELECT FROM ledger_open_item d
              WHERE d.account_id = c.account_id AND d.settled_date IS NULL AND d.original_minor > 0)
GROUP BY c.account_id
ORDER BY c.account_id
