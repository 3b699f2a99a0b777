-- Main dial meters of a route without a real reading within some days, in the order of the walk.
SELECT s.id AS service_point_id, s.code AS service_point_code, s.walk_position, m.serial AS meter_serial,
       r.code AS register_code, r.id AS register_id, last.read_on AS last_on, last.value_milli AS last_milli
FROM customers_servicepoint s
JOIN metering_installation i ON i.service_point_id = s.id AND i.role = 'main'
     AND i.valid_period && daterange(%(on_or_after)s::date, %(before)s::date)
JOIN metering_meter m ON m.id = i.meter_id AND m.kind <> 'interval'
JOIN metering_register r ON r.meter_id = m.id
LEFT JOIN LATERAL (
    SELECT read_on, value_milli FROM metering_reading g
    WHERE g.register_id = r.id AND g.read_on < %(on_or_after)s::date
    ORDER BY g.read_on DESC, g.revision DESC LIMIT 1
) AS last ON true
WHERE s.route_id = %(route_id)s
  AND EXISTS (SELECT 1 FROM customers_contract c WHERE c.service_point_id = s.id
              AND c.valid_period && daterange(%(on_or_after)s::date, %(before)s::date))
  AND NOT EXISTS (
      SELECT 1 FROM metering_reading g
      WHERE g.register_id = r.id AND g.read_on >= %(on_or_after)s::date AND g.read_on < %(before)s::date
        AND g.quality NOT IN ('estimated', 'substituted'))
ORDER BY s.walk_position, s.code, r.code
