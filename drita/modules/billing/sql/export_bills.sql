-- A month's bills as other programs and the print house want them: one row a bill, amounts in lek.
COPY (
    SELECT
        b.series || '-' || lpad(b.number::text, 8, '0') AS bill_number,
        b.snapshot ->> 'account_number' AS account_number,
        b.snapshot ->> 'contract_number' AS contract_number,
        to_char(b.bill_month, 'YYYY-MM') AS bill_month,
        b.issue_date,
        b.due_date,
        (b.total_minor / 100.0)::numeric(18, 2) AS total,
        (b.payable_minor / 100.0)::numeric(18, 2) AS payable,
        b.kind,
        b.period_start,
        b.period_end,
        (b.consumption_wh / 1000.0)::numeric(18, 3) AS kwh,
        b.reading_method,
        b.tariff_code
    FROM billing_bill b
    WHERE b.bill_month = <month>
    ORDER BY b.series, b.number
) TO STDOUT (FORMAT csv, HEADER)
