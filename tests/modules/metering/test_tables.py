from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError

from drita.modules.metering.models import Register
from tests.modules.metering.places import hang, make_meter, make_service_point

pytestmark = pytest.mark.django_db

DAY = """INSERT INTO metering_intervalday
    (day_month, register_id, service_point_id, day, interval_minutes, values_wh, qualities)
    VALUES (date_trunc('month', %s::date), %s, %s, %s, 60, array_fill(1::bigint, ARRAY[%s]), repeat('A', %s))"""


@pytest.mark.parametrize("table", ["metering_reading", "metering_intervalday"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET revision = 9", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_may_not_change_what_was_measured(table, statement):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 28), 24), (date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_the_database_takes_an_interval_day_only_with_as_many_values_as_the_day_has(day, hours):
    point, meter = make_service_point(), make_meter()
    hang(meter, point)
    register = Register.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT foundation_ensure_month('metering_intervalday', %s)", [day.replace(day=1)])
        for count in (23, 24, 25):
            values = [day, register.pk, point.pk, day, count, count]
            if count == hours:
                cursor.execute(DAY, values)
                continue
            with pytest.raises(IntegrityError), transaction.atomic():
                cursor.execute(DAY, values)
