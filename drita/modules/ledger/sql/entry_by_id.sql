-- Reads one entry and whether it was taken back.
SELECT e.id, e.booking_month, e.source_id, e.account_id, e.event, e.rule_id, e.document_kind, e.document_id,
       e.document_month, e.document_date, e.booking_date, e.value_date, e.reconciliation_key,
       EXISTS (SELECT FROM ledger_reversal r WHERE r.reversed_entry_id = e.id) AS is_reversed
FROM ledger_entry e
WHERE e.id = %(entry_id)s
