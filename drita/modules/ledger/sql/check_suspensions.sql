-- Reads the days without interest of a range of accounts, by item.
SELECT i.id AS item_id, lower(s.period) AS from_date, upper(s.period) AS to_date
FROM ledger_suspension s
JOIN ledger_open_item i ON i.account_id = s.account_id AND (s.item_id IS NULL OR s.item_id = i.id)
WHERE s.account_id BETWEEN %(first)s AND %(last)s AND s.withdrawn_seq IS NULL
