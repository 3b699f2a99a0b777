-- Meters with their registers and present or later installations, by serial.
SELECT m.serial AS meter_serial, m.id AS meter_id, m.kind AS known_kind, m.phases::bigint AS known_phases
FROM metering_meter m WHERE m.serial = ANY(string_to_array(%(serials)s, E'\x1f'))
