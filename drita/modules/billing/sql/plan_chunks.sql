-- Parts the chosen contracts, in delivery order, into chunks; each chunk gets its own stretch of the number range.
WITH chosen AS (
    SELECT id, place - 1 AS place
    FROM unnest(%(contract_ids)s::bigint[]) WITH ORDINALITY AS listed (id, place)
)
INSERT INTO billing_billrunchunk
    (run_id, no, state, contract_ids, contracts, first_number, accounts, bills, problems, seconds, totals)
SELECT
    %(run_id)s,
    place / %(size)s,
    'planned',
    array_agg(id ORDER BY place),
    count(*),
    %(first_number)s::bigint + min(place),
    0, 0, 0, 0, '{}'
FROM chosen
GROUP BY place / %(size)s
