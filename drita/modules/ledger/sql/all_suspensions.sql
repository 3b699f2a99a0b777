-- Reads the days without interest of all items, as known at a place in the order of entries.
SELECT i.id AS item_id, lower(s.period) AS from_date, upper(s.period) AS to_date
FROM ledger_suspension s
JOIN ledger_open_item i ON i.account_id = s.account_id AND (s.item_id IS NULL OR s.item_id = i.id)
WHERE s.known_seq <= %(known_seq)s AND (s.withdrawn_seq IS NULL OR s.withdrawn_seq > %(known_seq)s)
