-- Who holds the newest contract at each of some service points, within a scope.
SELECT DISTINCT ON (c.service_point_id)
    c.service_point_id,
    a.id AS account_id,
    a.number AS account_number,
    p.name,
    c.number AS contract_number,
    g.name AS agency_name,
    c.valid_period @> %(on)s::date AS is_in_force
FROM customers_contract c
INNER JOIN customers_account a ON a.id = c.account_id
INNER JOIN customers_party p ON p.id = a.party_id
INNER JOIN customers_servicepoint s ON s.id = c.service_point_id
INNER JOIN organisation_agency g ON g.id = s.agency_id
WHERE c.service_point_id = ANY(%(service_points)s)
    AND (%(everywhere)s OR s.agency_id = ANY(%(agencies)s) OR s.region_id = ANY(%(regions)s))
ORDER BY c.service_point_id, lower(c.valid_period) DESC, c.id DESC
