-- Registers of the main meters that hung at these service points within a period of a bill.
SELECT w.bill_key, w.period_start, w.period_end, i.service_point_id, m.id AS meter_id, m.serial AS meter_serial,
       m.kind AS meter_kind, r.id AS register_id, r.code AS register_code, r.determinant, r.zone,
       r.dials::bigint AS dials, r.decimals::bigint AS decimals,
       greatest(lower(i.valid_period), w.period_start) AS from_date,
       least(coalesce(upper(i.valid_period), w.period_end), w.period_end) AS to_date
FROM unnest(string_to_array(%(bill_keys)s, ',')::bigint[], string_to_array(%(service_points)s, ',')::bigint[],
            string_to_array(%(starts)s, ',')::date[], string_to_array(%(ends)s, ',')::date[])
     AS w(bill_key, service_point_id, period_start, period_end)
JOIN metering_installation i ON i.service_point_id = w.service_point_id AND i.role = 'main'
     AND i.valid_period && daterange(w.period_start, w.period_end)
JOIN metering_meter m ON m.id = i.meter_id
JOIN metering_register r ON r.meter_id = m.id
