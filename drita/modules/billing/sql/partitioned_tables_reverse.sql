-- Takes back what partitioned_tables.sql made.
ALTER TABLE billing_numbervoid DROP CONSTRAINT billing_voids_apart;
ALTER TABLE billing_numberrange
    DROP CONSTRAINT billing_ranges_apart, DROP CONSTRAINT billing_series_is_a_year;
DROP TABLE billing_bill_reading, billing_bill_line, billing_bill, billing_period_claim;
