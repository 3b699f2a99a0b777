-- Sums debit and credit per booking day and reconciliation key.
SELECT e.booking_date, e.reconciliation_key, count(DISTINCT e.id) AS entries,
       coalesce(sum(p.debit_minor), 0)::bigint AS debit_minor, coalesce(sum(p.credit_minor), 0)::bigint AS credit_minor
FROM ledger_entry e
LEFT JOIN ledger_posting p ON p.entry_id = e.id AND p.booking_month = e.booking_month AND p.source_id = e.source_id
GROUP BY e.booking_date, e.reconciliation_key
ORDER BY e.booking_date, e.reconciliation_key
