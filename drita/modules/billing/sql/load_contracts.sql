-- Contracts to bill with everything their bill shows of them, their last bill, and the plan of their route.
-- The last bill is looked up month by month backwards and stops at the first hit.
SELECT
    c.id AS bill_key,
    c.account_id,
    c.service_point_id,
    c.id = (
        SELECT min(o.id)
        FROM customers_contract o
        WHERE o.account_id = c.account_id
            AND o.valid_period && daterange(%(bill_month)s, %(read_until)s, '[]')
    ) AS is_leading_contract,
    lower(c.valid_period) AS contract_from,
    upper(c.valid_period) AS contract_to,
    last_bill.period_end AS billed_to,
    coalesce(plan.reading_date, %(planned_end)s::date) AS planned_end,
    coalesce(plan.cutoff_date, %(read_until)s::date) AS read_until,
    true AS may_estimate,
    last_bill.history_wh,
    last_bill.history_estimated::bigint AS history_estimated,
    (
        (extract(year FROM %(bill_month)s::date) - extract(year FROM last_bill.bill_month)) * 12
        + extract(month FROM %(bill_month)s::date) - extract(month FROM last_bill.bill_month)
    )::bigint AS months_since,
    last_bill.id AS last_bill_id,
    last_bill.bill_month AS last_bill_month,
    last_bill.source_id AS last_bill_source_id,
    c.number AS contract_number,
    c.interest_class,
    a.number AS account_number,
    a.account_class,
    a.language,
    p.name AS party_name,
    coalesce(p.nipt, '') AS nipt,
    s.code AS service_point_code,
    s.voltage_level,
    s.phases::bigint AS phases,
    s.walk_position::bigint AS walk_position,
    r.code AS region_code,
    r.name AS region_name,
    g.code AS agency_code,
    g.name AS agency_name,
    t.code AS route_code,
    d.street,
    d.building,
    d.entrance,
    d.floor,
    d.apartment,
    d.quarter,
    d.village,
    d.administrative_unit,
    d.municipality,
    d.postal_code
FROM unnest(%(contract_ids)s::bigint[]) WITH ORDINALITY AS chosen (id, place)
INNER JOIN customers_contract c ON c.id = chosen.id
INNER JOIN customers_account a ON a.id = c.account_id
INNER JOIN customers_party p ON p.id = a.party_id
INNER JOIN customers_servicepoint s ON s.id = c.service_point_id
INNER JOIN customers_premises d ON d.id = s.premises_id
INNER JOIN organisation_region r ON r.id = s.region_id
INNER JOIN organisation_agency g ON g.id = s.agency_id
INNER JOIN organisation_route t ON t.id = s.route_id
LEFT JOIN billing_calendarentry plan ON plan.route_id = s.route_id AND plan.bill_month = %(bill_month)s
LEFT JOIN LATERAL (
    SELECT b.id, b.bill_month, b.source_id, b.period_end, b.history_wh, b.history_estimated
    FROM billing_bill b
    WHERE b.contract_id = c.id AND b.bill_month <= %(bill_month)s
    ORDER BY b.bill_month DESC, b.period_end DESC
    LIMIT 1
) AS last_bill ON true
ORDER BY chosen.place
