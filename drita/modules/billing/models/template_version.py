"""What a printed bill is made of besides its rows: fonts, background and words, kept for ever."""

from django.db import models


class TemplateVersion(models.Model):
    """`content` is the template byte for byte, as drita.documents.bill.template writes it."""

    version = models.CharField(max_length=40, unique=True, db_collation="C")
    languages = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True, db_collation="C")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.version
