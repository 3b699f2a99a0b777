"""Journal, open items and allocations: partitioned, balanced by the database, and never changed once written."""

from django.db import migrations

from drita.foundation.migration_steps import protect_table, register_partitioned, sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0001_chart_sources_interest"),
        ("customers", "0001_accounts_contracts_service_points"),
        ("organisation", "0001_staff_agencies_holidays"),
        ("foundation", "0001_rights_and_partitions"),
    ]

    operations = [
        sql_file(__file__, "partitioned_tables"),
        register_partitioned("ledger_entry", month_column="booking_month"),
        register_partitioned("ledger_posting", month_column="booking_month"),
        register_partitioned("ledger_open_item", month_column="item_month"),
        register_partitioned("ledger_allocation", month_column="booking_month"),
        protect_table("ledger_entry"),
        protect_table("ledger_posting"),
        protect_table("ledger_reversal"),
        protect_table("ledger_allocation"),
        protect_table(
            "ledger_open_item",
            may_update=[
                "open_principal_minor",
                "accrued_nano",
                "accrued_to_date",
                "interest_paid_minor",
                "settled_date",
            ],
        ),
        sql_file(__file__, "balance_and_visibility"),
    ]
