-- Take the rules about active versions away again.
DROP TRIGGER tariffs_tariffversion_keep_used ON tariffs_tariffversion;
DROP FUNCTION tariffs_keep_used_version();
ALTER TABLE tariffs_tariffversion DROP CONSTRAINT tariffs_version_active_once;
