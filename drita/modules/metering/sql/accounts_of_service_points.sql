-- Who had the contract of these service points, from when to when.
SELECT service_point_id, lower(valid_period) AS contract_from, upper(valid_period) AS contract_to, account_id
FROM customers_contract
WHERE service_point_id = ANY(string_to_array(%(service_points)s, ',')::bigint[])
