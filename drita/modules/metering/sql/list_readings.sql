-- Newest revisions of readings at these service points, newest day first, before a place in the list.
SELECT DISTINCT ON (g.read_on, g.register_id)
       g.id, g.service_point_id, m.serial AS meter_serial, r.code AS register_code, r.determinant, r.zone, r.decimals,
       g.read_on, g.read_at, g.value_milli, g.quality, g.origin, g.reader_code, g.note, g.revision,
       g.latitude, g.longitude, g.recorded_at, g.register_id
FROM metering_reading g
JOIN metering_register r ON r.id = g.register_id
JOIN metering_meter m ON m.id = r.meter_id
WHERE g.service_point_id = ANY(%(service_points)s)
  AND (%(before_on)s::date IS NULL OR (g.read_on, g.register_id) < (%(before_on)s::date, %(before_register)s::bigint))
ORDER BY g.read_on DESC, g.register_id DESC, g.revision DESC
LIMIT %(limit)s
