-- The readings of the chosen registers in the days that may be billed, newest revision of each day.
-- The bounds by month let the planner leave out the partitions of other months.
SELECT DISTINCT ON (r.register_id, r.read_on)
    r.register_id, r.read_on, r.value_milli, r.quality
FROM unnest(%(register_ids)s::bigint[]) AS chosen (id)
INNER JOIN metering_reading r ON r.register_id = chosen.id
WHERE r.read_month BETWEEN %(first_month)s AND %(last_month)s
    AND r.read_on BETWEEN %(since)s AND %(read_until)s
ORDER BY r.register_id, r.read_on, r.revision DESC
