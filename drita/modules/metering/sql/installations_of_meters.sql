-- Where the named meters hung, from when to when.
SELECT m.serial AS meter_serial, lower(i.valid_period) AS installed_from, upper(i.valid_period) AS installed_to,
       i.service_point_id, s.code AS installed_at
FROM metering_installation i
JOIN metering_meter m ON m.id = i.meter_id
JOIN customers_servicepoint s ON s.id = i.service_point_id
WHERE m.serial = ANY(string_to_array(%(serials)s, E'\x1f'))
