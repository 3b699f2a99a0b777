-- Which of these import keys are recorded already; a key's row never changes its month.
SELECT import_key
FROM metering_reading
WHERE import_key = ANY(string_to_array(%(keys)s, E'\x1f')) AND read_month = ANY(%(months)s)
