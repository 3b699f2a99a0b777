-- Subscribers whose name, numbers, phone or address begin with what was typed, best kinds first, one row a contract.
-- Every branch is one walk along a byte-ordered index between the typed text and the end of its prefix; a branch whose
-- bounds are NULL costs nothing.
WITH hits AS (
    (SELECT 1 AS rank, 'contract' AS kind, c.number AS matched, c.account_id, c.id AS contract_id
     FROM customers_contract c JOIN customers_servicepoint s ON s.id = c.service_point_id
     WHERE c.number >= %(code)s AND c.number < %(code_end)s
       AND (%(everywhere)s OR s.agency_id = ANY(%(agencies)s) OR s.region_id = ANY(%(regions)s))
     ORDER BY c.number LIMIT %(limit)s)
    UNION ALL
    (SELECT 2, 'account', a.number, a.id, NULL
     FROM customers_account a
     WHERE a.number >= %(code)s AND a.number < %(code_end)s
     ORDER BY a.number LIMIT %(limit)s)
    UNION ALL
    (SELECT 3, 'phone', f.number, f.account_id, NULL
     FROM customers_phone f
     WHERE f.number >= %(phone)s AND f.number < %(phone_end)s
     ORDER BY f.number LIMIT %(limit)s)
    UNION ALL
    (SELECT 4, 'service_point', s.code, c.account_id, c.id
     FROM customers_servicepoint s JOIN customers_contract c ON c.service_point_id = s.id
     WHERE s.code >= %(code)s AND s.code < %(code_end)s
     ORDER BY s.code LIMIT %(limit)s)
    UNION ALL
    (SELECT 5, 'nipt', p.nipt, a.id, NULL
     FROM customers_party p JOIN customers_account a ON a.party_id = p.id
     WHERE p.nipt >= %(identity)s AND p.nipt < %(identity_end)s
     ORDER BY p.nipt LIMIT %(limit)s)
    UNION ALL
    (SELECT 6, 'personal_number', p.personal_number, a.id, NULL
     FROM customers_party p JOIN customers_account a ON a.party_id = p.id
     WHERE p.personal_number >= %(identity)s AND p.personal_number < %(identity_end)s
     ORDER BY p.personal_number LIMIT %(limit)s)
    UNION ALL
    (SELECT 7, 'name', p.name_folded_reversed, a.id, NULL
     FROM customers_party p JOIN customers_account a ON a.party_id = p.id
     WHERE p.name_folded_reversed >= %(name)s AND p.name_folded_reversed < %(name_end)s
       AND (%(everywhere)s OR EXISTS (
            SELECT FROM customers_contract c JOIN customers_servicepoint s ON s.id = c.service_point_id
            WHERE c.account_id = a.id AND (s.agency_id = ANY(%(agencies)s) OR s.region_id = ANY(%(regions)s))))
     ORDER BY p.name_folded_reversed LIMIT %(limit)s)
    UNION ALL
    (SELECT 8, 'name', p.name_folded, a.id, NULL
     FROM customers_party p JOIN customers_account a ON a.party_id = p.id
     WHERE p.name_folded >= %(name)s AND p.name_folded < %(name_end)s
       AND (%(everywhere)s OR EXISTS (
            SELECT FROM customers_contract c JOIN customers_servicepoint s ON s.id = c.service_point_id
            WHERE c.account_id = a.id AND (s.agency_id = ANY(%(agencies)s) OR s.region_id = ANY(%(regions)s))))
     ORDER BY p.name_folded LIMIT %(limit)s)
    UNION ALL
    (SELECT 9, 'address', d.address_folded, c.account_id, c.id
     FROM customers_premises d
     JOIN customers_servicepoint s ON s.premises_id = d.id
     JOIN customers_contract c ON c.service_point_id = s.id
     WHERE d.address_folded >= %(address)s AND d.address_folded < %(address_end)s
       AND (%(everywhere)s OR s.agency_id = ANY(%(agencies)s) OR s.region_id = ANY(%(regions)s))
     ORDER BY d.address_folded LIMIT %(limit)s)
),
-- A hit on an account stands for its newest contract.
found AS (
    SELECT h.rank, h.kind, h.matched, h.account_id, coalesce(h.contract_id, newest.id) AS contract_id
    FROM hits h
    LEFT JOIN LATERAL (
        SELECT c.id FROM customers_contract c
        WHERE h.contract_id IS NULL AND c.account_id = h.account_id
        ORDER BY lower(c.valid_period) DESC, c.id DESC LIMIT 1
    ) newest ON true
),
once AS (
    SELECT DISTINCT ON (account_id, contract_id) * FROM found ORDER BY account_id, contract_id, rank, matched
)
SELECT o.kind, o.matched, o.account_id, a.number AS account_number, p.name, a.account_class,
       o.contract_id, c.number AS contract_number,
       (c.valid_period @> %(on)s::date) AS is_in_force,
       s.code AS service_point_code, g.name AS agency_name,
       coalesce(d.street, '') AS street, coalesce(d.building, '') AS building, coalesce(d.entrance, '') AS entrance,
       coalesce(d.floor, '') AS floor, coalesce(d.apartment, '') AS apartment, coalesce(d.quarter, '') AS quarter,
       coalesce(d.village, '') AS village, coalesce(d.administrative_unit, '') AS administrative_unit,
       coalesce(d.postal_code, '') AS postal_code, coalesce(d.municipality, '') AS municipality
FROM once o
JOIN customers_account a ON a.id = o.account_id
JOIN customers_party p ON p.id = a.party_id
LEFT JOIN customers_contract c ON c.id = o.contract_id
LEFT JOIN customers_servicepoint s ON s.id = c.service_point_id
LEFT JOIN customers_premises d ON d.id = s.premises_id
LEFT JOIN organisation_agency g ON g.id = s.agency_id
WHERE %(everywhere)s OR s.agency_id = ANY(%(agencies)s) OR s.region_id = ANY(%(regions)s)
ORDER BY o.rank, p.sort_key, o.matched, o.contract_id
LIMIT %(limit)s
