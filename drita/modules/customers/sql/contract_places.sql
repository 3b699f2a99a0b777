-- Service points by code with the contracts in force on any day of a span (both days included).
SELECT s.id AS service_point_id, s.code AS service_point_code, c.id AS contract_id, c.account_id,
       lower(c.valid_period) AS valid_from, upper(c.valid_period) AS valid_to
FROM customers_servicepoint s
LEFT JOIN customers_contract c
       ON c.service_point_id = s.id AND c.valid_period && daterange(%(first)s::date, %(last)s::date, '[]')
WHERE s.code = ANY(%(codes)s)
