-- Reads what moved an account's debt, in the order of entries: bills, payments, interest, reversals, with the amounts
-- on the control accounts of subscribers. Entries of one bill run share a seq, so a page ends at (seq, entry_id).
WITH moved AS (
    SELECT CASE WHEN e.source_id = 0 THEN e.id ELSE s.visible_seq END AS seq, e.id AS entry_id,
           e.event, e.document_kind, e.document_id, e.document_month, e.document_date, e.booking_date, e.value_date,
           e.booked_at, sum(p.debit_minor) AS debit_minor, sum(p.credit_minor) AS credit_minor
    FROM ledger_entry e
    JOIN ledger_source s ON s.id = e.source_id
    JOIN ledger_posting p ON p.entry_id = e.id AND p.booking_month = e.booking_month AND p.source_id = e.source_id
    JOIN ledger_ledger_account a ON a.code = p.ledger_account AND a.is_control
    WHERE e.account_id = %(account_id)s
    GROUP BY 1, e.id, e.event, e.document_kind, e.document_id, e.document_month, e.document_date, e.booking_date,
             e.value_date, e.booked_at
), told AS (
    SELECT m.*, sum(debit_minor - credit_minor) OVER (ORDER BY seq, entry_id) AS balance_minor
    FROM moved m
), page AS (
    SELECT *
    FROM told
    WHERE debit_minor <> credit_minor
      AND (%(before_seq)s::bigint IS NULL
           OR (seq, entry_id) < (%(before_seq)s::bigint, %(before_entry_id)s::bigint))
    ORDER BY seq DESC, entry_id DESC
    LIMIT %(limit)s
)
SELECT seq::bigint AS seq, entry_id, event::text AS event, document_kind::text AS document_kind, document_id,
       coalesce((SELECT i.document_number FROM ledger_open_item i
                 WHERE i.account_id = %(account_id)s AND i.entry_id = page.entry_id AND i.kind <> 'advance' LIMIT 1),
                '')::text AS document_number,
       -- Interest is booked with the money that made it due; what it accrued on stands in the allocations which the
       -- same settlement (one document, one transaction) wrote right after it.
       CASE WHEN event = 'interest_crystallised' THEN coalesce((
           SELECT string_agg(DISTINCT i.document_number, chr(10) ORDER BY i.document_number)
           FROM ledger_allocation a
           JOIN ledger_entry x ON x.id = a.entry_id AND x.booking_month = a.booking_month
                              AND x.source_id = a.source_id
           JOIN ledger_open_item i ON i.id = a.item_id AND i.item_month = a.item_month
                                  AND i.source_id = a.item_source_id
           WHERE a.account_id = %(account_id)s AND a.component = 'interest' AND a.entry_id > page.entry_id
             AND x.booked_at = page.booked_at AND x.document_kind = page.document_kind
             AND x.document_id = page.document_id
       ), '') ELSE '' END::text AS interest_of,
       document_date, booking_date, value_date,
       greatest(debit_minor - credit_minor, 0)::bigint AS debit_minor,
       greatest(credit_minor - debit_minor, 0)::bigint AS credit_minor, balance_minor::bigint AS balance_minor
FROM page
ORDER BY seq DESC, entry_id DESC
