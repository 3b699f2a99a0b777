-- What one unit of the dials of these registers stood for, from when.
SELECT register_id, lower(valid_period) AS multiplied_from, multiplier_milli
FROM metering_registermultiplier
WHERE register_id = ANY(string_to_array(%(registers)s, ',')::bigint[])
