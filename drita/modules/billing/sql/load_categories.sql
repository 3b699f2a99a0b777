-- The category and tariff history of the chosen contracts, as far as it touches what may be billed.
SELECT
    k.contract_id AS bill_key,
    k.category,
    k.tariff_code,
    lower(k.valid_period) AS valid_from,
    upper(k.valid_period) AS valid_to
FROM unnest(%(contract_ids)s::bigint[]) AS chosen (id)
INNER JOIN customers_contractcategoryperiod k ON k.contract_id = chosen.id
WHERE k.valid_period && daterange(%(since)s, %(read_until)s, '[]')
