-- Reads what moved an account's debt, in the order of entries: bills, payments, interest, reversals, with the amounts
-- on the control accounts of subscribers.
WITH moved AS (
    SELECT CASE WHEN e.source_id = 0 THEN e.id ELSE s.visible_seq END AS seq, e.id AS entry_id,
           e.event, e.document_kind, e.document_id, e.document_month, e.document_date, e.booking_date, e.value_date,
           sum(p.debit_minor) AS debit_minor, sum(p.credit_minor) AS credit_minor
    FROM ledger_entry e
    JOIN ledger_source s ON s.id = e.source_id
    JOIN ledger_posting p ON p.entry_id = e.id AND p.booking_month = e.booking_month AND p.source_id = e.source_id
    JOIN ledger_ledger_account a ON a.code = p.ledger_account AND a.is_control
    WHERE e.account_id = %(account_id)s
    GROUP BY 1, e.id, e.event, e.document_kind, e.document_id, e.document_month, e.document_date, e.booking_date,
             e.value_date
), told AS (
    SELECT m.*,
           (SELECT i.document_number FROM ledger_open_item i
            WHERE i.account_id = %(account_id)s AND i.entry_id = m.entry_id AND i.kind <> 'advance' LIMIT 1)
               AS document_number,
           sum(debit_minor - credit_minor) OVER (ORDER BY seq, entry_id) AS balance_minor
    FROM moved m
)
SELECT seq::bigint AS seq, entry_id, event::text AS event, document_kind::text AS document_kind, document_id,
       coalesce(document_number, '')::text AS document_number, document_date, booking_date, value_date,
       greatest(debit_minor - credit_minor, 0)::bigint AS debit_minor,
       greatest(credit_minor - debit_minor, 0)::bigint AS credit_minor, balance_minor::bigint AS balance_minor
FROM told
WHERE debit_minor <> credit_minor
  AND (%(before)s::bigint IS NULL OR seq < %(before)s::bigint)
ORDER BY seq DESC, entry_id DESC
LIMIT %(limit)s
