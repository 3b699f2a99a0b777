import pytest
from django.db import connection


@pytest.mark.django_db
def test_readings_and_interval_days_are_partitioned_tables():
    with connection.cursor() as cursor:
        cursor.execute("SELECT foundation_ensure_month('metering_reading', '2026-10-01')")
        cursor.execute("SELECT foundation_ensure_month('metering_intervalday', '2026-10-01')")
