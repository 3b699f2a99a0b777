-- Debit = credit proven by the database, leaf keys between entries and what hangs on them, and the instant at which
-- a run becomes visible.

CREATE FUNCTION ledger_check_entry_balanced() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    entry bigint := CASE WHEN TG_ARGV[0] = 'entry' THEN (to_jsonb(NEW) ->> 'id')::bigint
                         ELSE (to_jsonb(NEW) ->> 'entry_id')::bigint END;
    line_count bigint;
    difference numeric;
BEGIN
    SELECT count(*), sum(p.debit_minor::numeric - p.credit_minor) INTO line_count, difference
    FROM public.ledger_posting p
    WHERE p.entry_id = entry AND p.booking_month = NEW.booking_month AND p.source_id = NEW.source_id;
    IF line_count < 2 OR difference <> 0 THEN
        RAISE EXCEPTION 'journal entry % has % postings that differ by %', entry, line_count, difference
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balanced', TABLE = 'ledger_posting';
    END IF;
    RETURN NULL;
END
$$;

-- At the end of the transaction, when all lines are there. Only online entries: those of a run are written aside,
-- where no trigger fires, and are proven by one statement before they are attached.
CREATE CONSTRAINT TRIGGER ledger_entry_balanced AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.source_id = 0)
    EXECUTE FUNCTION ledger_check_entry_balanced('entry');
CREATE CONSTRAINT TRIGGER ledger_posting_balanced AFTER INSERT ON ledger_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.source_id = 0)
    EXECUTE FUNCTION ledger_check_entry_balanced('posting');

-- Foreign keys from postings and open items to their entry, between the leaf partitions of one month and source.
-- They cannot stand on the parents: a run proves them beside the live tables, before its entries are attached.
CREATE FUNCTION ledger_link_leaves(month date, source_id integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    entries regclass := to_regclass(format('public.%I',
        public.foundation_partition_name('public.ledger_entry', month, source_id)));
    child regclass;
    part record;
BEGIN
    FOR part IN SELECT * FROM (VALUES ('public.ledger_posting'::regclass, 'booking_month'),
                                      ('public.ledger_open_item'::regclass, 'item_month')) v (parent, month_column)
    LOOP
        child := to_regclass(format('public.%I',
            public.foundation_partition_name(part.parent, month, source_id)));
        IF child IS NULL OR entries IS NULL THEN
            RAISE EXCEPTION 'the tables of % and source % are not there', month, source_id
                USING ERRCODE = 'undefined_table';
        END IF;
        IF NOT EXISTS (SELECT FROM pg_constraint c
                       WHERE c.conrelid = child AND c.conname = 'ledger_of_entry') THEN
            EXECUTE format('ALTER TABLE %s ADD CONSTRAINT ledger_of_entry FOREIGN KEY (entry_id, %I, source_id) '
                           'REFERENCES %s (id, booking_month, source_id)', child, part.month_column, entries);
        END IF;
    END LOOP;
END
$$;

-- The month's partitions of everything the ledger writes online, linked. Repeatable.
CREATE FUNCTION ledger_ensure_month(month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    parent regclass;
BEGIN
    -- Most calls find the keys there; only the first of a month has to wait for another first one.
    IF EXISTS (SELECT FROM pg_constraint c
               WHERE c.conname = 'ledger_of_entry' AND c.conrelid = to_regclass(format('public.%I',
                   public.foundation_partition_name('public.ledger_open_item', month, 0)))) THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('ledger_ensure_month' || month, 0));
    FOREACH parent IN ARRAY ARRAY['public.ledger_entry', 'public.ledger_posting', 'public.ledger_open_item',
                                  'public.ledger_allocation']::regclass[] LOOP
        PERFORM public.foundation_ensure_month(parent, month);
    END LOOP;
    PERFORM public.ledger_link_leaves(month, 0);
END
$$;

-- Draw the place of a run in the order of entries. The lock waits for the writers that are inside and holds the next
-- ones back until the commit: so nobody can be quoted a debt without this run under a later number than the run's.
CREATE FUNCTION ledger_make_source_visible(source_id integer, seen_at timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    place bigint;
BEGIN
    -- ONLY: every writer passes the parent, and hundreds of partitions need not be locked for it.
    LOCK TABLE ONLY public.ledger_entry IN SHARE ROW EXCLUSIVE MODE;
    UPDATE public.ledger_source s SET visible_seq = nextval('public.ledger_entry_id_seq'), visible_at = seen_at
    WHERE s.id = ledger_make_source_visible.source_id AND s.visible_seq IS NULL
    RETURNING s.visible_seq INTO place;
    IF place IS NULL THEN
        RAISE EXCEPTION 'source % is unknown or visible already', source_id USING ERRCODE = 'object_in_use';
    END IF;
    RETURN place;
END
$$;

REVOKE ALL ON FUNCTION ledger_link_leaves(date, integer), ledger_ensure_month(date),
    ledger_make_source_visible(integer, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger_link_leaves(date, integer), ledger_ensure_month(date),
    ledger_make_source_visible(integer, timestamptz) TO drita_app;
-- A run becomes visible by the function alone.
REVOKE UPDATE, DELETE ON ledger_source FROM drita_app;
REVOKE UPDATE, DELETE ON ledger_suspension FROM drita_app;
GRANT UPDATE (withdrawn_seq) ON ledger_suspension TO drita_app;
