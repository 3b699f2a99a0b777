-- On any day a tariff has at most one active version; bills would otherwise depend on the order of rows.
ALTER TABLE tariffs_tariffversion
    ADD CONSTRAINT tariffs_version_active_once
    EXCLUDE USING gist (int8range(tariff_id, tariff_id, '[]') WITH &&, valid_period WITH &&)
    WHERE (state = 'active');

-- What bills were made from stays as it was: of a version that is no longer a draft, only its state and the end of
-- its validity may change.
CREATE FUNCTION tariffs_keep_used_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'tariff version % is not a draft and stays', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.source_toml <> OLD.source_toml OR NEW.sha256 <> OLD.sha256 OR NEW.version <> OLD.version
        OR NEW.tariff_id <> OLD.tariff_id OR NEW.definition <> OLD.definition
        OR lower(NEW.valid_period) <> lower(OLD.valid_period) OR NEW.state = 'draft' THEN
        RAISE EXCEPTION 'tariff version % is not a draft and keeps its text', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER tariffs_tariffversion_keep_used BEFORE UPDATE OR DELETE ON tariffs_tariffversion
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION tariffs_keep_used_version();
