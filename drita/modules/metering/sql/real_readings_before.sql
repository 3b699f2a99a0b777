-- Newest revisions of real readings of these registers within some days: what an estimate is made of.
SELECT DISTINCT ON (register_id, read_on) register_id, read_on, value_milli
FROM metering_reading
WHERE register_id = ANY(string_to_array(%(registers)s, ',')::bigint[]) AND read_on BETWEEN %(first)s AND %(last)s
  AND read_month BETWEEN date_trunc('month', %(first)s::timestamp)::date AND %(last)s
  AND quality NOT IN ('estimated', 'substituted')
ORDER BY register_id, read_on, revision DESC
