-- One page of accounts by the Albanian order of names, with the contract in force; walks the index on (sort_key, id).
SELECT a.id, a.number, p.name, a.account_class, c.number, k.category, g.name, d.municipality, p.sort_key
FROM customers_party p
JOIN customers_account a ON a.party_id = p.id
LEFT JOIN LATERAL (
    SELECT x.id, x.number, x.service_point_id FROM customers_contract x
    WHERE x.account_id = a.id AND x.valid_period @> %(on)s::date
    ORDER BY x.id LIMIT 1
) c ON true
LEFT JOIN customers_contractcategoryperiod k ON k.contract_id = c.id AND k.valid_period @> %(on)s::date
LEFT JOIN customers_servicepoint s ON s.id = c.service_point_id
LEFT JOIN customers_premises d ON d.id = s.premises_id
LEFT JOIN organisation_agency g ON g.id = s.agency_id
WHERE (p.sort_key, a.id) > (%(after_key)s, %(after_id)s)
  AND p.sort_key >= %(after_key)s
  AND (%(account_class)s = '' OR a.account_class = %(account_class)s)
  AND (%(agency_id)s::bigint IS NULL OR s.agency_id = %(agency_id)s)
  AND (%(everywhere)s OR s.agency_id = ANY(%(agencies)s) OR s.region_id = ANY(%(regions)s))
ORDER BY p.sort_key, a.id
LIMIT %(limit)s
