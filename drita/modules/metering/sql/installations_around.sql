-- Installations of these meters, and of main meters at these service points.
SELECT i.meter_id, m.serial AS meter_serial, i.service_point_id, i.role,
       lower(i.valid_period) AS known_from, upper(i.valid_period) AS known_to
FROM metering_installation i JOIN metering_meter m ON m.id = i.meter_id
WHERE i.meter_id = ANY(string_to_array(%(meters)s, ',')::bigint[]) OR (i.service_point_id = ANY(string_to_array(%(service_points)s, ',')::bigint[]) AND i.role = 'main')
