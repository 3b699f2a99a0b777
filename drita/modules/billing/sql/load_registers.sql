-- Registers of the main meters at the chosen contracts' service points, one row per stretch of installation and multiplier.
SELECT
    chosen.id AS bill_key,
    g.id AS register_id,
    m.serial AS meter_serial,
    g.code AS register_code,
    m.kind = 'interval' AS is_interval,
    g.determinant,
    g.zone,
    g.dials::bigint AS dials,
    g.decimals::bigint AS decimals,
    x.multiplier_milli,
    greatest(lower(i.valid_period), lower(x.valid_period)) AS span_from,
    least(upper(i.valid_period), upper(x.valid_period)) AS span_to
FROM unnest(%(contract_ids)s::bigint[]) AS chosen (id)
INNER JOIN customers_contract c ON c.id = chosen.id
INNER JOIN metering_installation i
    ON i.service_point_id = c.service_point_id
    AND i.role = 'main'
    AND i.valid_period && c.valid_period
    AND (upper_inf(i.valid_period) OR upper(i.valid_period) > %(since)s)
INNER JOIN metering_meter m ON m.id = i.meter_id
INNER JOIN metering_register g
    ON g.meter_id = m.id AND g.determinant IN ('active_import', 'reactive_import')
INNER JOIN metering_registermultiplier x
    ON x.register_id = g.id AND x.valid_period && i.valid_period
ORDER BY chosen.id, span_from, g.id
