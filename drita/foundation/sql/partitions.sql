-- Partitions of registered tables, made by functions that run with the owner's rights, since drita_app owns nothing.

CREATE TABLE foundation_partitioned_table (
    parent regclass PRIMARY KEY,
    month_column name NOT NULL,
    -- Below the month by source (0 = online, else the bill run); false where one table a month holds everything.
    by_source boolean NOT NULL DEFAULT true
);
REVOKE ALL ON foundation_partitioned_table FROM drita_app;
GRANT SELECT ON foundation_partitioned_table TO drita_app;

-- Refuse tables that are not registered and days that are not the first of a month; give back the registration.
CREATE FUNCTION foundation_check_partitioned(parent regclass, month date) RETURNS foundation_partitioned_table
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known public.foundation_partitioned_table;
BEGIN
    SELECT p.* INTO known FROM public.foundation_partitioned_table p
    WHERE p.parent = foundation_check_partitioned.parent;
    IF NOT FOUND THEN
        RAISE EXCEPTION '% is not a partitioned table of Drita', parent USING ERRCODE = 'undefined_table';
    END IF;
    IF month IS NULL OR extract(day FROM month) <> 1 THEN
        RAISE EXCEPTION '% is not the first day of a month', month USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN known;
END
$$;

-- The name of a month's partition (source NULL) or of one source's part of it.
CREATE FUNCTION foundation_partition_name(parent regclass, month date, source_id integer DEFAULT NULL) RETURNS name
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (c.relname || to_char(month, '"_m"YYYYMM') || coalesce('_s' || source_id, ''))::name
    FROM pg_class c WHERE c.oid = parent
$$;

CREATE FUNCTION foundation_month_bounds(known foundation_partitioned_table, month date, source_id integer) RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT format('%1$I IS NOT NULL AND %1$I >= %2$L::date AND %1$I < %3$L::date AND source_id IS NOT NULL AND source_id = %4$s',
                  known.month_column, month, (month + interval '1 month')::date, source_id)
$$;

-- Make the partition of a month, with its online part where the table is split by source. Repeatable.
CREATE FUNCTION foundation_ensure_month(parent regclass, month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known public.foundation_partitioned_table := public.foundation_check_partitioned(parent, month);
    month_name name := public.foundation_partition_name(parent, month);
    online_name name := public.foundation_partition_name(parent, month, 0);
BEGIN
    -- Most calls find the partition there and must not queue behind one another.
    IF to_regclass(format('public.%I', month_name)) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('foundation_month ' || parent::oid || month, 0));
    -- Asked of the table itself: to_regclass remembers its answer from before the wait.
    IF EXISTS (SELECT FROM pg_class c WHERE c.relname = month_name AND c.relnamespace = 'public'::regnamespace) THEN
        RETURN;
    END IF;
    -- Made alone and then attached: that locks the parent less than CREATE ... PARTITION OF, readers and writers go on.
    EXECUTE format('CREATE TABLE public.%I (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED) %s',
                   month_name, parent, CASE WHEN known.by_source THEN 'PARTITION BY LIST (source_id)' ELSE '' END);
    EXECUTE format('REVOKE ALL ON public.%I FROM drita_app', month_name);
    IF known.by_source THEN
        EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES IN (0)', online_name, month_name);
        EXECUTE format('REVOKE ALL ON public.%I FROM drita_app', online_name);
    END IF;
    EXECUTE format('ALTER TABLE %s ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
                   parent, month_name, month, (month + interval '1 month')::date);
END
$$;

-- Make a table beside the parent which a run fills; it becomes a partition by foundation_attach_aside. Repeatable.
CREATE FUNCTION foundation_prepare_aside(parent regclass, month date, source_id integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known public.foundation_partitioned_table := public.foundation_check_partitioned(parent, month);
    aside name := public.foundation_partition_name(parent, month, source_id);
BEGIN
    IF NOT known.by_source OR source_id IS NULL OR source_id <= 0 THEN
        RAISE EXCEPTION '% takes no table aside for source %', parent, source_id
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM public.foundation_ensure_month(parent, month);
    IF to_regclass(format('public.%I', aside)) IS NULL THEN
        EXECUTE format('CREATE TABLE public.%I (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED)',
                       aside, parent);
        EXECUTE format('REVOKE ALL ON public.%I FROM drita_app', aside);
        EXECUTE format('GRANT SELECT, INSERT ON public.%I TO drita_app', aside);
    ELSE
        PERFORM public.foundation_unattached(parent, month, source_id);
    END IF;
    RETURN aside;
END
$$;

-- The table aside, proven to exist and not to be a partition yet.
CREATE FUNCTION foundation_unattached(parent regclass, month date, source_id integer) RETURNS regclass
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known public.foundation_partitioned_table := public.foundation_check_partitioned(parent, month);
    aside name := public.foundation_partition_name(parent, month, source_id);
    found regclass := to_regclass(format('public.%I', aside));
BEGIN
    IF found IS NULL OR NOT known.by_source OR source_id <= 0 THEN
        RAISE EXCEPTION 'there is no table % aside', aside USING ERRCODE = 'undefined_table';
    END IF;
    IF EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = found) THEN
        RAISE EXCEPTION '% is attached already', aside USING ERRCODE = 'object_in_use';
    END IF;
    RETURN found;
END
$$;

-- Build on the full table what the parent has, in steps that a caller may put into transactions of their own:
-- 'keys' = the check of the bounds, primary key, unique keys, indexes; 'references' = foreign keys not yet validated
-- (a moment's lock on the tables referred to); 'validate' = their validation (locks nobody out). 'all' does the three.
CREATE FUNCTION foundation_build_aside(parent regclass, month date, source_id integer, step text DEFAULT 'all') RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known public.foundation_partitioned_table := public.foundation_check_partitioned(parent, month);
    aside regclass := public.foundation_unattached(parent, month, source_id);
    bounds name := 'foundation_bounds';
    part record;
BEGIN
    IF step NOT IN ('all', 'keys', 'references', 'validate') THEN
        RAISE EXCEPTION 'unknown step %', step USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF step IN ('all', 'keys') AND NOT EXISTS
            (SELECT FROM pg_constraint c WHERE c.conrelid = aside AND c.conname = bounds) THEN
        EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%s)', aside, bounds,
                       public.foundation_month_bounds(known, month, source_id));
        FOR part IN
            SELECT pg_get_constraintdef(c.oid) AS definition FROM pg_constraint c
            WHERE c.conrelid = parent AND c.contype IN ('p', 'u') ORDER BY c.contype, c.oid
        LOOP
            EXECUTE format('ALTER TABLE %s ADD %s', aside, part.definition);
        END LOOP;
        FOR part IN
            SELECT regexp_replace(pg_get_indexdef(i.indexrelid), ' INDEX .*? ON (ONLY )?\S+ USING ',
                                  format(' INDEX ON %s USING ', aside)) AS definition
            FROM pg_index i
            WHERE i.indrelid = parent
              AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
            ORDER BY i.indexrelid
        LOOP
            EXECUTE part.definition;
        END LOOP;
    END IF;
    IF step IN ('all', 'references') THEN
        FOR part IN
            SELECT c.conname, pg_get_constraintdef(c.oid) AS definition FROM pg_constraint c
            WHERE c.conrelid = parent AND c.contype = 'f' AND c.conparentid = 0
              AND NOT EXISTS (SELECT FROM pg_constraint d WHERE d.conrelid = aside AND d.conname = c.conname)
            ORDER BY c.oid
        LOOP
            EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s NOT VALID', aside, part.conname, part.definition);
        END LOOP;
    END IF;
    IF step IN ('all', 'validate') THEN
        FOR part IN
            SELECT c.conname FROM pg_constraint c
            WHERE c.conrelid = aside AND c.contype = 'f' AND c.conparentid = 0 AND NOT c.convalidated ORDER BY c.oid
        LOOP
            EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', aside, part.conname);
        END LOOP;
        EXECUTE format('ANALYZE %s', aside);
    END IF;
END
$$;

-- Make the full, built table a partition: from here on its rows are part of the parent and nobody may add to it directly.
CREATE FUNCTION foundation_attach_aside(parent regclass, month date, source_id integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    aside regclass := public.foundation_unattached(parent, month, source_id);
BEGIN
    -- Without the check the attach would read the whole table under its lock.
    IF NOT EXISTS (SELECT FROM pg_constraint c
                   WHERE c.conrelid = aside AND c.conname = 'foundation_bounds' AND c.convalidated) THEN
        RAISE EXCEPTION '% has not been built', aside USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    IF EXISTS (SELECT FROM pg_constraint c
               WHERE c.conrelid = parent AND c.contype = 'f' AND c.conparentid = 0
                 AND NOT EXISTS (SELECT FROM pg_constraint d
                                 WHERE d.conrelid = aside AND d.conname = c.conname AND d.convalidated)) THEN
        RAISE EXCEPTION '% lacks validated foreign keys', aside USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    EXECUTE format('REVOKE ALL ON %s FROM drita_app', aside);
    EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION %s FOR VALUES IN (%s)',
                   public.foundation_partition_name(parent, month), aside, source_id);
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT foundation_bounds', aside);
END
$$;

-- Throw away a table aside (a run that was given up). What is attached cannot be dropped. True when there was one.
CREATE FUNCTION foundation_drop_aside(parent regclass, month date, source_id integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known public.foundation_partitioned_table := public.foundation_check_partitioned(parent, month);
BEGIN
    IF to_regclass(format('public.%I', public.foundation_partition_name(parent, month, source_id))) IS NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('DROP TABLE %s', public.foundation_unattached(parent, month, source_id));
    RETURN true;
END
$$;

REVOKE ALL ON FUNCTION
    foundation_check_partitioned(regclass, date), foundation_partition_name(regclass, date, integer),
    foundation_month_bounds(foundation_partitioned_table, date, integer), foundation_ensure_month(regclass, date),
    foundation_prepare_aside(regclass, date, integer), foundation_unattached(regclass, date, integer),
    foundation_build_aside(regclass, date, integer, text), foundation_attach_aside(regclass, date, integer),
    foundation_drop_aside(regclass, date, integer)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    foundation_partition_name(regclass, date, integer), foundation_ensure_month(regclass, date),
    foundation_prepare_aside(regclass, date, integer), foundation_build_aside(regclass, date, integer, text),
    foundation_attach_aside(regclass, date, integer), foundation_drop_aside(regclass, date, integer)
TO drita_app;
