-- Ids of service points by their codes.
SELECT code AS service_point_code, id AS service_point_id
FROM customers_servicepoint
WHERE code = ANY(string_to_array(%(codes)s, E'\x1f'))
