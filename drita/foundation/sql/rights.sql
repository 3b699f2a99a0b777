-- The application's role, what it may do by default, and the trigger that keeps protected tables as they were written.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'drita_app') THEN
        CREATE ROLE drita_app LOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    -- Another database of the same server was being prepared in the same moment.
    NULL;
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO drita_app;
-- Django's list of migrations is older than this one; programs look there whether the tables are up to date.
DO $$
BEGIN
    IF to_regclass('public.django_migrations') IS NOT NULL THEN
        GRANT SELECT ON django_migrations TO drita_app;
    END IF;
END
$$;
-- Every table that migrations make after this one; protected tables take rights away again. Never TRUNCATE, never TRIGGER.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO drita_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, USAGE ON SEQUENCES TO drita_app;

CREATE FUNCTION foundation_forbid_change() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- The arguments are the columns that may change (a cache beside the truth); without them nothing may.
    IF TG_OP = 'UPDATE' AND TG_NARGS > 0 AND (to_jsonb(NEW) - TG_ARGV) = (to_jsonb(OLD) - TG_ARGV) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of % are never changed: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation', HINT = 'Reverse and write anew.';
END
$$;
