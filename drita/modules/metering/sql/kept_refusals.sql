-- Refusals that are kept already under these import keys.
SELECT import_key, code FROM metering_readingrefusal
WHERE import_key = ANY(string_to_array(%(keys)s, E'\x1f'))
