-- Remove the partition functions and the list of partitioned tables.
DROP FUNCTION foundation_drop_aside(regclass, date, integer);
DROP FUNCTION foundation_attach_aside(regclass, date, integer);
DROP FUNCTION foundation_build_aside(regclass, date, integer, text);
DROP FUNCTION foundation_unattached(regclass, date, integer);
DROP FUNCTION foundation_prepare_aside(regclass, date, integer);
DROP FUNCTION foundation_ensure_month(regclass, date);
DROP FUNCTION foundation_month_bounds(foundation_partitioned_table, date, integer);
DROP FUNCTION foundation_partition_name(regclass, date, integer);
DROP FUNCTION foundation_check_partitioned(regclass, date);
DROP TABLE foundation_partitioned_table;
