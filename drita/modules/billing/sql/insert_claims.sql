-- Claims the month for each contract; the ones that come back are ours, the others were billed by somebody else.
INSERT INTO billing_period_claim (contract_id, bill_month, kind, revision, bill_id, source_id)
SELECT wanted.contract_id, %(bill_month)s, wanted.kind, 0, wanted.bill_id, %(source_id)s
FROM unnest(%(contract_ids)s::bigint[], %(kinds)s::text[], %(bill_ids)s::bigint[])
    AS wanted (contract_id, kind, bill_id)
WHERE NOT EXISTS (
    SELECT FROM billing_period_claim k
    WHERE k.contract_id = wanted.contract_id
        AND k.bill_month >= %(bill_month)s
        -- Within one month an ordinary bill may be followed by the final one, and by nothing else.
        AND NOT (k.bill_month = %(bill_month)s AND k.kind = 'ordinary' AND wanted.kind = 'final')
)
ON CONFLICT DO NOTHING
RETURNING contract_id
