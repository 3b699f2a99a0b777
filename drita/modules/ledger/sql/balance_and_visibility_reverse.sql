-- Takes the proofs and functions of the journal away.
DROP FUNCTION ledger_make_source_visible(integer, timestamptz);
DROP FUNCTION ledger_ensure_month(date);
DROP FUNCTION ledger_link_leaves(date, integer);
DROP TRIGGER ledger_posting_balanced ON ledger_posting;
DROP TRIGGER ledger_entry_balanced ON ledger_entry;
DROP FUNCTION ledger_check_entry_balanced();
GRANT UPDATE, DELETE ON ledger_source, ledger_suspension TO drita_app;
