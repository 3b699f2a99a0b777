-- Of every number range: how many numbers stand on a bill, are void with a reason, or are still free in the stock.
SELECT
    r.id,
    r.series,
    r.first_number,
    r.last_number,
    r.run_id,
    r.closed_at IS NOT NULL AS is_closed,
    r.last_number - r.first_number + 1 AS numbers,
    coalesce(used.numbers, 0) AS used,
    coalesce(void.numbers, 0) AS voided,
    coalesce(free.numbers, 0) AS free,
    coalesce(used.numbers - used.distinct_numbers, 0) AS repeated
FROM billing_numberrange r
LEFT JOIN LATERAL (
    SELECT count(*) AS numbers, count(DISTINCT b.number) AS distinct_numbers
    FROM billing_bill b
    WHERE b.series = r.series AND b.number BETWEEN r.first_number AND r.last_number
) AS used ON true
LEFT JOIN (
    SELECT v.range_id, sum(v.last_number - v.first_number + 1)::bigint AS numbers
    FROM billing_numbervoid v
    GROUP BY v.range_id
) AS void ON void.range_id = r.id
LEFT JOIN (
    SELECT s.range_id, count(*) AS numbers FROM billing_numberstock s GROUP BY s.range_id
) AS free ON free.range_id = r.id
ORDER BY r.series, r.first_number
