-- The months that hold bills, newest first, at most two years of them; each step looks only for the next older month.
WITH RECURSIVE months AS (
    SELECT max(bill_month) AS bill_month, 1 AS place FROM billing_bill
    UNION ALL
    SELECT (SELECT max(b.bill_month) FROM billing_bill b WHERE b.bill_month < m.bill_month), m.place + 1
    FROM months m
    WHERE m.bill_month IS NOT NULL AND m.place < 25
)
SELECT bill_month FROM months WHERE bill_month IS NOT NULL ORDER BY bill_month DESC
