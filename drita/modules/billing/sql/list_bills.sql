-- Bills, newest month first, one page of them; who and where are read from the snapshot, as the paper shows them.
SELECT
    b.id AS bill_id,
    b.bill_month,
    b.source_id,
    b.series,
    b.number,
    b.account_id,
    b.snapshot ->> 'account_number' AS account_number,
    b.snapshot ->> 'contract_number' AS contract_number,
    b.snapshot ->> 'party_name' AS name,
    b.snapshot ->> 'agency_name' AS agency_name,
    b.kind,
    b.reading_method,
    b.issue_date,
    b.due_date,
    b.consumption_wh,
    b.total_minor,
    b.payable_minor
FROM billing_bill b
WHERE (%(bill_month)s::date IS NULL OR b.bill_month = %(bill_month)s)
    AND (%(account_id)s::bigint IS NULL OR b.account_id = %(account_id)s)
    AND (%(reading_method)s = '' OR b.reading_method = %(reading_method)s)
    AND (%(after_month)s::date IS NULL OR (b.bill_month, b.id) < (%(after_month)s, %(after_id)s))
    AND (%(everywhere)s OR EXISTS (
        SELECT FROM customers_servicepoint s
        WHERE s.id = b.service_point_id AND (s.agency_id = ANY(%(agencies)s) OR s.region_id = ANY(%(regions)s))
    ))
ORDER BY b.bill_month DESC, b.id DESC
LIMIT %(limit)s
