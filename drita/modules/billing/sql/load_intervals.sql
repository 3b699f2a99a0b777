-- Interval days of the chosen registers in the days that may be billed, newest revision of each day.
SELECT DISTINCT ON (d.register_id, d.day)
    chosen.bill_key, d.register_id, d.day, d.interval_minutes::int AS interval_minutes, d.values_wh
FROM unnest(%(bill_keys)s::bigint[], %(register_ids)s::bigint[], %(since_days)s::date[])
    AS chosen (bill_key, register_id, since)
INNER JOIN metering_intervalday d ON d.register_id = chosen.register_id AND d.day >= chosen.since
WHERE d.day_month BETWEEN %(first_month)s AND %(last_month)s
    AND d.day BETWEEN %(since)s AND %(read_until)s
ORDER BY d.register_id, d.day, d.revision DESC
