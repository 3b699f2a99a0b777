-- Refused readings, newest first, after a place in the list; of some agencies or regions only where asked.
SELECT f.id, f.file, f.row_number, f.row, f.code, f.params, f.meter_serial, f.service_point_id, f.read_on, f.recorded_at
FROM metering_readingrefusal f
LEFT JOIN customers_servicepoint s ON s.id = f.service_point_id
WHERE (%(after)s::bigint IS NULL OR f.id < %(after)s::bigint)
  AND (%(is_everywhere)s OR s.region_id = ANY(%(regions)s) OR s.agency_id = ANY(%(agencies)s))
ORDER BY f.id DESC
LIMIT %(limit)s
