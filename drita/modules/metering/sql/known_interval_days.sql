-- Newest revisions of the interval days of these registers within some days, both included.
SELECT DISTINCT ON (register_id, day) register_id, day, interval_minutes::int AS interval_minutes,
       values_wh, qualities, revision::bigint AS revision
FROM metering_intervalday
WHERE register_id = ANY(string_to_array(%(registers)s, ',')::bigint[]) AND day BETWEEN %(first)s AND %(last)s
  AND day_month BETWEEN date_trunc('month', %(first)s::timestamp)::date AND %(last)s
ORDER BY register_id, day, revision DESC
