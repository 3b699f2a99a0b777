-- Lets a bill name the words it was issued with, and keep which months of its history were estimated.
ALTER TABLE billing_bill
    ADD COLUMN wording_id bigint REFERENCES billing_wording (id),
    ADD COLUMN history_estimated integer NOT NULL DEFAULT 0 CHECK (history_estimated BETWEEN 0 AND 8191);
