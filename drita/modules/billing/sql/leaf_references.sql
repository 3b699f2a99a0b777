-- Foreign keys from lines and readings to their bill, between the leaf partitions of one month and source.
-- They cannot stand on the parents: a run proves them beside the live tables, before its bills are attached,
-- and a key to the parent could be validated only afterwards, under locks that stop the day's work.

CREATE FUNCTION billing_link_leaves(month date, source_id integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    bills regclass := to_regclass(format('public.%I',
        public.foundation_partition_name('public.billing_bill', month, source_id)));
    child regclass;
    parent regclass;
BEGIN
    FOREACH parent IN ARRAY ARRAY['public.billing_bill_line', 'public.billing_bill_reading']::regclass[] LOOP
        child := to_regclass(format('public.%I',
            public.foundation_partition_name(parent, month, source_id)));
        IF child IS NULL OR bills IS NULL THEN
            RAISE EXCEPTION 'the tables of % and source % are not there', month, source_id
                USING ERRCODE = 'undefined_table';
        END IF;
        IF NOT EXISTS (SELECT FROM pg_constraint c
                       WHERE c.conrelid = child AND c.conname = 'billing_of_bill') THEN
            EXECUTE format(
                'ALTER TABLE %s ADD CONSTRAINT billing_of_bill FOREIGN KEY (bill_id, bill_month, source_id) '
                'REFERENCES %s (id, bill_month, source_id)', child, bills);
        END IF;
    END LOOP;
END
$$;

-- The month's partitions of everything billing writes for a single bill, linked. Repeatable.
CREATE FUNCTION billing_ensure_month(month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    parent regclass;
BEGIN
    FOREACH parent IN ARRAY ARRAY['public.billing_period_claim', 'public.billing_bill',
                                  'public.billing_bill_line', 'public.billing_bill_reading']::regclass[] LOOP
        PERFORM public.foundation_ensure_month(parent, month);
    END LOOP;
    -- Most calls find the keys there; only the first of a month has to wait for another first one.
    IF EXISTS (SELECT FROM pg_constraint c
               WHERE c.conname = 'billing_of_bill' AND c.conrelid = to_regclass(format('public.%I',
                   public.foundation_partition_name('public.billing_bill_reading', month, 0)))) THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('billing_ensure_month' || month, 0));
    PERFORM public.billing_link_leaves(month, 0);
END
$$;

REVOKE ALL ON FUNCTION billing_link_leaves(date, integer), billing_ensure_month(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION billing_link_leaves(date, integer), billing_ensure_month(date) TO drita_app;
