-- The accounts of a run that hold an advance or another open credit.
SELECT DISTINCT i.account_id
FROM ledger_open_item i
WHERE i.settled_date IS NULL
    AND i.original_minor < 0
    AND EXISTS (
        SELECT FROM billing_bill b
        WHERE b.account_id = i.account_id
            AND b.bill_month = %(bill_month)s
            AND b.source_id = %(source_id)s
    )
ORDER BY i.account_id
