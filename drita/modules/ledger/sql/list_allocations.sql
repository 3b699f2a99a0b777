-- Lists allocations by item, by payment (with what its advance settled) or by account.
SELECT a.account_id, a.id AS allocation_id, a.entry_id, a.item_id, a.component, a.amount_minor, a.value_date,
       a.strategy, a.paid_by_kind, a.paid_by_id, i.document_number
FROM ledger_allocation a
JOIN ledger_open_item i ON i.id = a.item_id AND i.item_month = a.item_month AND i.source_id = a.item_source_id
WHERE (%(item_id)s::bigint IS NULL OR a.item_id = %(item_id)s::bigint)
  AND (%(account_id)s::bigint IS NULL OR a.account_id = %(account_id)s::bigint)
  AND (%(payment_id)s::bigint IS NULL
       OR a.account_id IN (SELECT e.account_id FROM ledger_entry e
                           WHERE e.document_kind = 'payment' AND e.document_id = %(payment_id)s::bigint)
          AND (a.paid_by_kind = 'payment' AND a.paid_by_id = %(payment_id)s::bigint
               OR a.paid_by_kind = 'advance' AND a.paid_by_id IN (
                   SELECT v.id FROM ledger_open_item v
                   WHERE v.document_kind = 'payment' AND v.document_id = %(payment_id)s::bigint)))
ORDER BY a.id
