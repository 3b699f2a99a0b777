"""Bills, lines, readings and period claims: partitioned, and never changed once written."""

from django.db import migrations

from drita.foundation.migration_steps import protect_table, register_partitioned, sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("billing", "0001_bill_runs_numbers_calendar"),
        ("customers", "0001_accounts_contracts_service_points"),
        ("foundation", "0001_rights_and_partitions"),
    ]

    operations = [
        sql_file(__file__, "partitioned_tables"),
        register_partitioned("billing_period_claim", month_column="bill_month", by_source=False),
        register_partitioned("billing_bill", month_column="bill_month"),
        register_partitioned("billing_bill_line", month_column="bill_month"),
        register_partitioned("billing_bill_reading", month_column="bill_month"),
        protect_table("billing_bill"),
        protect_table("billing_bill_line"),
        protect_table("billing_bill_reading"),
        protect_table("billing_numbervoid"),
        protect_table("billing_templateversion"),
        sql_file(__file__, "leaf_references"),
    ]
