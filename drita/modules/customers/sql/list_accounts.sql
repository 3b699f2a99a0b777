-- One page of all accounts by the Albanian order of names, with the contract in force; walks the index on (sort_key, id) and
-- looks up the rest for the rows of the page only.
WITH page AS (
    SELECT a.id, a.number, p.name, a.account_class, p.sort_key
    FROM customers_party p
    JOIN customers_account a ON a.party_id = p.id
    WHERE (p.sort_key, a.id) > (%(after_key)s, %(after_id)s)
      AND p.sort_key >= %(after_key)s
      AND (%(account_class)s = '' OR a.account_class = %(account_class)s)
    ORDER BY p.sort_key, a.id
    LIMIT %(limit)s
)
SELECT x.id, x.number, x.name, x.account_class, c.number, k.category, g.name, d.municipality, x.sort_key
FROM page x
LEFT JOIN LATERAL (
    SELECT y.id, y.number, y.service_point_id FROM customers_contract y
    WHERE y.account_id = x.id AND y.valid_period @> %(on)s::date
    ORDER BY y.id LIMIT 1
) c ON true
LEFT JOIN customers_contractcategoryperiod k ON k.contract_id = c.id AND k.valid_period @> %(on)s::date
LEFT JOIN customers_servicepoint s ON s.id = c.service_point_id
LEFT JOIN customers_premises d ON d.id = s.premises_id
LEFT JOIN organisation_agency g ON g.id = s.agency_id
ORDER BY x.sort_key, x.id
