-- Reads the postings of one entry in their order.
SELECT entry_id, line_no, booking_month, source_id, account_id, ledger_account, debit_minor, credit_minor
FROM ledger_posting
WHERE entry_id = %(entry_id)s AND booking_month = %(month)s AND source_id = %(source_id)s
ORDER BY line_no
