-- Lists payments whose allocations and advance do not add up to what was paid (nothing, when cancelled).
WITH direct AS (
    SELECT a.paid_by_id AS payment_id, sum(a.amount_minor) AS given
    FROM ledger_allocation a
    WHERE a.paid_by_kind = 'payment'
    GROUP BY a.paid_by_id
), advance AS (
    SELECT i.document_id AS payment_id, sum(-i.original_minor) AS waiting
    FROM ledger_open_item i
    WHERE i.document_kind = 'payment' AND i.kind = 'advance'
    GROUP BY i.document_id
)
SELECT p.id AS payment_id,
       (CASE WHEN c.payment_id IS NULL THEN p.amount_minor ELSE 0 END)::bigint AS expected_minor,
       (coalesce(d.given, 0) + coalesce(v.waiting, 0))::bigint AS found_minor
FROM payments_payment p
LEFT JOIN payments_paymentcancellation c ON c.payment_id = p.id
LEFT JOIN direct d ON d.payment_id = p.id
LEFT JOIN advance v ON v.payment_id = p.id
WHERE CASE WHEN c.payment_id IS NULL THEN p.amount_minor ELSE 0 END
      <> coalesce(d.given, 0) + coalesce(v.waiting, 0)
LIMIT 1000
