-- Writes the cached state of items; the caller holds the locks of their accounts. Month and source lead to the partition.
UPDATE ledger_open_item i
SET open_principal_minor = s.open_principal_minor,
    accrued_nano = s.accrued_nano,
    accrued_to_date = s.accrued_to_date,
    interest_paid_minor = s.interest_paid_minor,
    settled_date = s.settled_date
FROM unnest(%s::bigint[], %s::date[], %s::integer[], %s::bigint[], %s::numeric[], %s::date[], %s::bigint[], %s::date[])
     AS s (item_id, item_month, source_id, open_principal_minor, accrued_nano, accrued_to_date, interest_paid_minor,
           settled_date)
WHERE i.id = s.item_id AND i.item_month = s.item_month AND i.source_id = s.source_id
