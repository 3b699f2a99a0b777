-- Contracts that bear one of the numbers or hang on one of the service points of a slice to be stored.
SELECT c.number        AS contract_number,
       a.number        AS account_number,
       s.code          AS service_point_code,
       lower(c.valid_period) AS valid_from,
       upper(c.valid_period) AS valid_to
FROM customers_contract c
JOIN customers_account a ON a.id = c.account_id
JOIN customers_servicepoint s ON s.id = c.service_point_id
WHERE c.number = ANY(%s) OR s.code = ANY(%s)
