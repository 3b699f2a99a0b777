-- Installations of these meters, and of main meters at these service points.
SELECT i.meter_id, m.serial AS meter_serial, i.service_point_id, i.role,
       lower(i.valid_period) AS known_from, upper(i.valid_period) AS known_to
FROM metering_installation i JOIN metering_meter m ON m.id = i.meter_id
WHERE i.meter_id = ANY(%(meters)s) OR (i.service_point_id = ANY(%(service_points)s) AND i.role = 'main')
