-- Meters that hang or hung at these service points, newest first, with their registers and multipliers.
SELECT i.service_point_id, i.role, lower(i.valid_period) AS installed_from, upper(i.valid_period) AS installed_to,
       m.id AS meter_id, m.serial, m.kind, m.manufacturer, m.phases, m.verification_due,
       r.id AS register_id, r.code, r.determinant, r.zone, r.dials, r.decimals,
       lower(x.valid_period) AS multiplied_from, x.multiplier_milli
FROM metering_installation i
JOIN metering_meter m ON m.id = i.meter_id
LEFT JOIN metering_register r ON r.meter_id = m.id
LEFT JOIN metering_registermultiplier x ON x.register_id = r.id
WHERE i.service_point_id = ANY(%(service_points)s)
ORDER BY i.service_point_id, lower(i.valid_period) DESC, m.serial, r.code, lower(x.valid_period)
