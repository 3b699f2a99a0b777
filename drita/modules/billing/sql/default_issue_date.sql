-- The latest planned issue date of a month, of all routes or those of a region.
SELECT max(e.issue_date)
FROM billing_calendarentry e
INNER JOIN organisation_route t ON t.id = e.route_id
INNER JOIN organisation_agency g ON g.id = t.agency_id
WHERE e.bill_month = %(bill_month)s
    AND (%(region_id)s::bigint IS NULL OR g.region_id = %(region_id)s)
