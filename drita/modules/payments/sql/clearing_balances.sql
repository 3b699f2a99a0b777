-- Compares each partner's clearing account with the payments that stand.
SELECT r.code::text AS partner, coalesce(b.balance, 0)::bigint AS balance_minor, coalesce(s.paid, 0)::bigint AS paid_minor
FROM payments_partner r
LEFT JOIN (SELECT q.ledger_account, sum(q.debit_minor - q.credit_minor) AS balance
           FROM ledger_posting q JOIN ledger_entry e
             ON e.id = q.entry_id AND e.booking_month = q.booking_month AND e.source_id = q.source_id
           WHERE e.document_kind = 'payment'
           GROUP BY q.ledger_account) b ON b.ledger_account = r.ledger_account
LEFT JOIN (SELECT p.partner_id, sum(p.amount_minor) AS paid FROM payments_payment p
           WHERE NOT EXISTS (SELECT FROM payments_paymentcancellation c WHERE c.payment_id = p.id)
           GROUP BY p.partner_id) s ON s.partner_id = r.id
ORDER BY r.code
