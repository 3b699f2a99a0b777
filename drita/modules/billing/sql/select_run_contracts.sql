-- The contracts a run is to bill, in the order in which the bills are delivered: those that had supply in the month
-- and have not been billed for it.
SELECT c.id
FROM customers_contract c
INNER JOIN customers_servicepoint s ON s.id = c.service_point_id
INNER JOIN organisation_region r ON r.id = s.region_id
INNER JOIN organisation_agency g ON g.id = s.agency_id
INNER JOIN organisation_route t ON t.id = s.route_id
WHERE c.valid_period && daterange(%(bill_month)s, %(next_month)s)
    AND (%(region_id)s::bigint IS NULL OR s.region_id = %(region_id)s)
    AND NOT EXISTS (
        SELECT FROM billing_period_claim k
        WHERE k.contract_id = c.id
            AND (
                k.bill_month >= %(bill_month)s
                -- Closed by a final bill a month or two ago, with its last days already in it.
                OR (k.kind = 'final' AND k.bill_month >= %(bill_month)s - interval '2 months')
            )
    )
ORDER BY r.code, g.code, t.code, s.walk_position, c.id
