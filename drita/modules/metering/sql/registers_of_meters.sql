-- Registers of the named meters, with what a reading of them is checked against.
SELECT m.serial AS meter_serial, r.code AS register_code, r.id AS register_id,
       r.dials::bigint AS dials, r.decimals::bigint AS decimals, m.phases::bigint AS phases
FROM metering_meter m
LEFT JOIN metering_register r ON r.meter_id = m.id
WHERE m.serial = ANY(string_to_array(%(serials)s, E'\x1f'))
