"""The application's role and rights, and the functions that make partitions: before any other table exists."""

from typing import ClassVar

from django.db import migrations

from drita.foundation.migration_steps import sql_file


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    # Rights for new tables hold only for tables made afterwards.
    run_before: ClassVar = [
        ("contenttypes", "0001_initial"),
        ("auth", "0001_initial"),
        ("sessions", "0001_initial"),
        ("procrastinate", "0001_initial"),
    ]
    operations: ClassVar = [
        sql_file(__file__, "rights"),
        sql_file(__file__, "partitions"),
    ]
