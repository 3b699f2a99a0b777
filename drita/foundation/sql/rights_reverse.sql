-- Take back what rights.sql gave; the role stays, since other databases of the server may use it.
DROP FUNCTION foundation_forbid_change();
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM drita_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT, USAGE ON SEQUENCES FROM drita_app;
REVOKE USAGE ON SCHEMA public FROM drita_app;
