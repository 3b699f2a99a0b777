-- Newest revisions of the readings of these registers from a month on.
SELECT DISTINCT ON (register_id, read_on) register_id, read_on, value_milli, quality, revision::bigint AS revision
FROM metering_reading
WHERE register_id = ANY(string_to_array(%(registers)s, ',')::bigint[]) AND read_month >= %(from_month)s
ORDER BY register_id, read_on, revision DESC
