-- The present readings of the last bills: where billing goes on, even if the reading was corrected since.
SELECT x.register_id, x.present_date AS read_on, x.present_milli AS value_milli, x.present_quality AS quality
FROM unnest(%(bill_ids)s::bigint[], %(bill_months)s::date[], %(source_ids)s::int[])
    AS last_bill (id, bill_month, source_id)
INNER JOIN billing_bill_reading x
    ON x.bill_id = last_bill.id
    AND x.bill_month = last_bill.bill_month
    AND x.source_id = last_bill.source_id
INNER JOIN billing_bill b
    ON b.id = last_bill.id
    AND b.bill_month = last_bill.bill_month
    AND b.source_id = last_bill.source_id
WHERE x.present_date = b.period_end
