-- Reads the newest value date of anything that settled an account, and of money that waits on it.
SELECT account_id, max(value_date) AS last_value_date
FROM (
    SELECT account_id, value_date FROM ledger_allocation WHERE account_id = ANY(%(account_ids)s)
    UNION ALL
    SELECT account_id, item_date FROM ledger_open_item
    WHERE account_id = ANY(%(account_ids)s) AND kind = 'advance'
) AS settled (account_id, value_date)
GROUP BY account_id
