-- One page of the accounts with a contract in some agencies: few against all, so their own are collected first and then put
-- in order, instead of walking everybody's names.
WITH held AS (
    SELECT DISTINCT ON (c.account_id)
           c.account_id, c.id, c.number, c.service_point_id, c.valid_period @> %(on)s::date AS is_in_force
    FROM customers_servicepoint s
    JOIN customers_contract c ON c.service_point_id = s.id
    WHERE (%(everywhere)s OR s.agency_id = ANY(%(agencies)s) OR s.region_id = ANY(%(regions)s))
      AND (%(agency_id)s::bigint IS NULL OR s.agency_id = %(agency_id)s)
    ORDER BY c.account_id, c.valid_period @> %(on)s::date DESC, c.id
),
page AS (
    SELECT a.id, a.number, p.name, a.account_class, h.id AS contract_id, h.number AS contract_number, h.is_in_force,
           h.service_point_id, p.sort_key
    FROM held h
    JOIN customers_account a ON a.id = h.account_id
    JOIN customers_party p ON p.id = a.party_id
    WHERE (p.sort_key, a.id) > (%(after_key)s, %(after_id)s)
      AND (%(account_class)s = '' OR a.account_class = %(account_class)s)
    ORDER BY p.sort_key, a.id
    LIMIT %(limit)s
)
SELECT x.id, x.number, x.name, x.account_class, CASE WHEN x.is_in_force THEN x.contract_number END, k.category,
       g.name, d.municipality, x.sort_key
FROM page x
JOIN customers_servicepoint s ON s.id = x.service_point_id
JOIN customers_premises d ON d.id = s.premises_id
JOIN organisation_agency g ON g.id = s.agency_id
LEFT JOIN customers_contractcategoryperiod k ON k.contract_id = x.contract_id AND k.valid_period @> %(on)s::date
ORDER BY x.sort_key, x.id
