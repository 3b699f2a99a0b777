-- Bills by a stretch of numbers of one series, for the search; the index on (series, number) serves each partition.
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
WHERE b.series = %(series)s
    AND b.number BETWEEN %(first_number)s AND %(last_number)s
    AND (%(everywhere)s OR EXISTS (
        SELECT FROM customers_servicepoint s
        WHERE s.id = b.service_point_id AND (s.agency_id = ANY(%(agencies)s) OR s.region_id = ANY(%(regions)s))
    ))
ORDER BY b.number
LIMIT %(limit)s
