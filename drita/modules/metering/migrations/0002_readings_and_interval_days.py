from django.db import migrations

from drita.foundation.migration_steps import protect_table, register_partitioned, sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0001_rights_and_partitions"),
        ("customers", "0001_accounts_contracts_service_points"),
        ("metering", "0001_meters_installations"),
    ]

    operations = [
        sql_file(__file__, "readings_and_interval_days"),
        register_partitioned("metering_reading", month_column="read_month", by_source=False),
        register_partitioned("metering_intervalday", month_column="day_month", by_source=False),
        protect_table("metering_reading"),
        protect_table("metering_intervalday"),
    ]
