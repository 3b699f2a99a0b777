-- Contracts not billed, of a run or of all, with who they are; one page of them.
SELECT
    b.id AS problem_id,
    b.run_id,
    b.bill_month,
    b.code,
    b.params,
    c.number AS contract_number,
    a.number AS account_number,
    p.name AS account_name,
    g.name AS agency_name
FROM billing_billproblem b
INNER JOIN customers_contract c ON c.id = b.contract_id
INNER JOIN customers_account a ON a.id = b.account_id
INNER JOIN customers_party p ON p.id = a.party_id
INNER JOIN customers_servicepoint s ON s.id = c.service_point_id
INNER JOIN organisation_agency g ON g.id = s.agency_id
WHERE b.id > %(after)s
    AND (%(run_id)s::bigint IS NULL OR b.run_id = %(run_id)s)
    AND (%(everywhere)s OR s.agency_id = ANY(%(agencies)s) OR s.region_id = ANY(%(regions)s))
ORDER BY b.id
LIMIT %(limit)s
