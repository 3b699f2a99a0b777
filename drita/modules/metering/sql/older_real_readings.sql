-- The last two real readings of registers before a month, for those that have too few after it.
SELECT wanted.register_id, older.read_on, older.value_milli, older.quality, older.revision::bigint AS revision
FROM unnest(string_to_array(%(registers)s, ',')::bigint[]) AS wanted(register_id)
CROSS JOIN LATERAL (
    SELECT DISTINCT ON (read_on) read_on, value_milli, quality, revision
    FROM metering_reading
    WHERE register_id = wanted.register_id AND read_month < %(before_month)s
      AND quality NOT IN ('estimated', 'substituted')
    ORDER BY read_on DESC, revision DESC
    LIMIT 2
) AS older
