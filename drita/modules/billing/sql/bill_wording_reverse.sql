-- Takes the words and the estimated months from the bill again.
ALTER TABLE billing_bill DROP COLUMN wording_id, DROP COLUMN history_estimated;
