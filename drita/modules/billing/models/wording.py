"""What bills say besides their rows: words, and the terms of late interest, as they were when they were issued."""

from django.db import models


class Wording(models.Model):
    """
    One set for all bills issued under the same words, named by its content; never changed.

    `content` is the text that queries/wording.py writes and reads; a bill names its set by id.
    """

    content = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True, db_collation="C")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.sha256[:12]
