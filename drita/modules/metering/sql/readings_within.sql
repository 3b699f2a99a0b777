-- Newest revisions of the readings of these registers within some days, both included.
SELECT DISTINCT ON (register_id, read_on) register_id, read_on, value_milli, quality
FROM metering_reading
WHERE register_id = ANY(string_to_array(%(registers)s, ',')::bigint[]) AND read_on BETWEEN %(first)s AND %(last)s
  AND read_month BETWEEN date_trunc('month', %(first)s::timestamp)::date AND %(last)s
ORDER BY register_id, read_on, revision DESC
