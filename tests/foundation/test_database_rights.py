"""What the application's role may do in the database."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_application_connects_as_drita_app_and_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, (SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole)")
        assert cursor.fetchone() == ("drita_app", 0)


def test_committed_rows_are_seen_by_another_connection(own_database) -> None:
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.create(app_label="x", model="y")
    with own_database.connect_owner() as owner:
        assert owner.execute("SELECT count(*) FROM django_content_type WHERE app_label = 'x'").fetchone() == (1,)
