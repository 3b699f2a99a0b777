-- The dial registers of the main meter that hangs at a contract's service point just before a day.
SELECT m.serial, g.code
FROM customers_contract c
INNER JOIN metering_installation i
    ON i.service_point_id = c.service_point_id
    AND i.role = 'main'
    AND i.valid_period @> (%(day)s::date - 1)
INNER JOIN metering_meter m ON m.id = i.meter_id AND m.kind <> 'interval'
INNER JOIN metering_register g ON g.meter_id = m.id
WHERE c.id = %(contract_id)s
ORDER BY g.code
