-- Counts what must not be: one row per proof, zero each. Table names are put in by run_asides.py.
SELECT 'lines sum to bill', count(*)
FROM <billing_bill> b
FULL JOIN (
    SELECT bill_id, sum(amount_minor) AS total_minor FROM <billing_bill_line> GROUP BY bill_id
) l ON l.bill_id = b.id
WHERE coalesce(b.total_minor, 0) <> coalesce(l.total_minor, 0) OR b.id IS NULL
UNION ALL
SELECT 'open items equal bills', count(*)
FROM <billing_bill> b
FULL JOIN <ledger_open_item> i ON i.document_id = b.id AND i.document_kind = 'bill'
WHERE coalesce(b.total_minor, 0) <> coalesce(i.original_minor, 0)
    OR coalesce(b.account_id = i.account_id, b.total_minor = 0, false) IS FALSE
UNION ALL
SELECT 'claims equal bills', count(*)
FROM <billing_bill> b
FULL JOIN (
    SELECT bill_id, contract_id
    FROM billing_period_claim
    WHERE bill_month = %(bill_month)s AND source_id = %(source_id)s
) k ON k.bill_id = b.id AND k.contract_id = b.contract_id
WHERE b.id IS NULL OR k.bill_id IS NULL
UNION ALL
SELECT 'each bill number once', count(*) - count(DISTINCT (series, number)) FROM <billing_bill>
