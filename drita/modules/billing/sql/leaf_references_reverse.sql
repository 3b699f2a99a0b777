-- Takes back what leaf_references.sql made.
DROP FUNCTION billing_ensure_month(date);
DROP FUNCTION billing_link_leaves(date, integer);
