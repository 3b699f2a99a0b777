"""What a printed bill is made of besides its rows: fonts and background, kept for ever."""

from django.db import models


class TemplateVersion(models.Model):
    version = models.CharField(max_length=40, unique=True, db_collation="C")
    languages = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64, db_collation="C")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.version


class TemplateAsset(models.Model):
    """One file of a template version (a font subset, a background), byte for byte."""

    template = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="assets")
    name = models.CharField(max_length=60, db_collation="C")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_collation="C")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("template", "name"), name="billing_asset_once"),
        )

    def __str__(self) -> str:
        return f"{self.template_id} {self.name}"
