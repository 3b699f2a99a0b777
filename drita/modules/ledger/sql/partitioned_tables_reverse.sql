-- Removes journal, open items and allocations with everything in them.
ALTER TABLE ledger_suspension DROP CONSTRAINT ledger_suspension_not_empty;
ALTER TABLE ledger_posting_rule DROP CONSTRAINT ledger_posting_rule_periods_apart;
ALTER TABLE ledger_interest_cap DROP CONSTRAINT ledger_cap_periods_apart;
ALTER TABLE ledger_interest_rate DROP CONSTRAINT ledger_rate_periods_apart;
DROP TABLE ledger_allocation;
DROP TABLE ledger_open_item;
DROP TABLE ledger_reversal;
DROP TABLE ledger_posting;
DROP TABLE ledger_entry;
DROP SEQUENCE ledger_source_id_seq;
DELETE FROM ledger_source WHERE id = 0;
