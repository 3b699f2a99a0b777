"""The fixed lists of the module tariffs: codes for decisions, words for people."""

from django.db import models

from drita.rules.words import Words


class VersionState(models.TextChoices):
    DRAFT = "draft", "draft"
    ACTIVE = "active", "active"
    WITHDRAWN = "withdrawn", "withdrawn"


VERSION_STATE_WORDS: dict[str, Words] = {
    VersionState.DRAFT: Words(sq="projekt", en="draft"),
    VersionState.ACTIVE: Words(sq="aktiv", en="active"),
    VersionState.WITHDRAWN: Words(sq="i tërhequr", en="withdrawn"),
}
