"""The words and terms that issued bills show, kept with them."""

from django.db import migrations, models

from drita.foundation.migration_steps import protect_table, sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("billing", "0002_partitioned_bills"),
    ]

    operations = [
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.TextField()),
                ("sha256", models.CharField(db_collation="C", max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        protect_table("billing_wording"),
        sql_file(__file__, "bill_wording"),
    ]
