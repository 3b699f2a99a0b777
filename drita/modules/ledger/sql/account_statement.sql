-- The running statement of one account: each entry that changed what it owes, with the balance after it, newest first.
-- The balance is that of the control accounts (receivables, crystallised interest, advances), summed from the beginning;
-- entries that only move money between them (an advance applied) change nothing and are left out.
WITH control AS (
    SELECT code FROM ledger_ledger_account WHERE is_control
),
moved AS (
    SELECT
        e.id,
        e.booking_month,
        e.source_id,
        e.event,
        e.document_kind,
        e.document_id,
        e.document_date,
        e.booking_date,
        e.value_date,
        sum(p.debit_minor - p.credit_minor)::bigint AS change_minor
    FROM ledger_entry e
    INNER JOIN ledger_posting p
        ON p.entry_id = e.id AND p.booking_month = e.booking_month AND p.source_id = e.source_id
    WHERE e.account_id = %(account_id)s
        AND p.account_id = %(account_id)s
        AND p.ledger_account IN (SELECT code FROM control)
    GROUP BY e.id, e.booking_month, e.source_id, e.event, e.document_kind, e.document_id, e.document_date,
        e.booking_date, e.value_date
    HAVING sum(p.debit_minor - p.credit_minor) <> 0
),
balanced AS (
    SELECT
        m.*,
        sum(m.change_minor) OVER (ORDER BY m.booking_date, m.id)::bigint AS balance_minor
    FROM moved m
)
SELECT
    b.id AS entry_id,
    b.event,
    b.document_kind,
    b.document_id,
    coalesce(item.document_number, '') AS document_number,
    b.document_date,
    b.booking_date,
    b.value_date,
    b.change_minor,
    b.balance_minor
FROM balanced b
LEFT JOIN LATERAL (
    SELECT i.document_number
    FROM ledger_open_item i
    WHERE i.account_id = %(account_id)s
        AND i.document_kind = b.document_kind
        AND i.document_id = b.document_id
    LIMIT 1
) item ON true
WHERE %(before_date)s::date IS NULL OR (b.booking_date, b.id) < (%(before_date)s::date, %(before_id)s::bigint)
ORDER BY b.booking_date DESC, b.id DESC
LIMIT %(limit)s
