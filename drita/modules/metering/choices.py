"""The fixed lists of the module metering: codes for decisions, words for people."""

from django.db import models

from drita.rules.words import Words


class MeterKind(models.TextChoices):
    """`interval` meters are billed from their interval days, the others from the readings of their dials."""

    INDUCTION = "induction", "induction"
    ELECTRONIC = "electronic", "electronic"
    INTERVAL = "interval", "interval"


METER_KIND_WORDS: dict[str, Words] = {
    MeterKind.INDUCTION: Words(sq="induktiv", en="induction"),
    MeterKind.ELECTRONIC: Words(sq="elektronik", en="electronic"),
    MeterKind.INTERVAL: Words(sq="me profil ngarkese", en="interval"),
}


class Determinant(models.TextChoices):
    ACTIVE_IMPORT = "active_import", "active import"
    REACTIVE_IMPORT = "reactive_import", "reactive import"
    ACTIVE_EXPORT = "active_export", "active export"
    REACTIVE_EXPORT = "reactive_export", "reactive export"


DETERMINANT_WORDS: dict[str, Words] = {
    Determinant.ACTIVE_IMPORT: Words(sq="energji aktive e marrë", en="active energy, import"),
    Determinant.REACTIVE_IMPORT: Words(sq="energji reaktive e marrë", en="reactive energy, import"),
    Determinant.ACTIVE_EXPORT: Words(sq="energji aktive e dhënë", en="active energy, export"),
    Determinant.REACTIVE_EXPORT: Words(sq="energji reaktive e dhënë", en="reactive energy, export"),
}


class InstallationRole(models.TextChoices):
    MAIN = "main", "main"
    CHECK = "check", "check"


class ReadingQuality(models.TextChoices):
    ACTUAL = "actual", "actual"
    CUSTOMER = "customer", "customer"
    ESTIMATED = "estimated", "estimated"
    SUBSTITUTED = "substituted", "substituted"
    HANDOVER = "handover", "handover"
    INSTALLATION = "installation", "installation"
    REMOVAL = "removal", "removal"


READING_QUALITY_WORDS: dict[str, Words] = {
    ReadingQuality.ACTUAL: Words(sq="i lexuar", en="actual"),
    ReadingQuality.CUSTOMER: Words(sq="nga klienti", en="from the customer"),
    ReadingQuality.ESTIMATED: Words(sq="i vlerësuar", en="estimated"),
    ReadingQuality.SUBSTITUTED: Words(sq="i zëvendësuar", en="substituted"),
    ReadingQuality.HANDOVER: Words(sq="i dorëzimit", en="hand-over"),
    ReadingQuality.INSTALLATION: Words(sq="i vendosjes", en="installation"),
    ReadingQuality.REMOVAL: Words(sq="i heqjes", en="removal"),
}


class ReadingOrigin(models.TextChoices):
    READER = "reader", "reader"
    REMOTE = "remote", "remote"
    IMPORT = "import", "import"
    DESK = "desk", "desk"
    SYSTEM = "system", "system"


READING_ORIGIN_WORDS: dict[str, Words] = {
    ReadingOrigin.READER: Words(sq="lexues", en="reader"),
    ReadingOrigin.REMOTE: Words(sq="lexim në distancë", en="remote reading"),
    ReadingOrigin.IMPORT: Words(sq="skedar", en="file"),
    ReadingOrigin.DESK: Words(sq="sportel", en="desk"),
    ReadingOrigin.SYSTEM: Words(sq="sistemi", en="system"),
}

# What a register code of the trade means: determinant, zone.
REGISTER_CODES: dict[str, tuple[str, str]] = {
    "A+": (Determinant.ACTIVE_IMPORT, ""),
    "A+T1": (Determinant.ACTIVE_IMPORT, "peak"),
    "A+T2": (Determinant.ACTIVE_IMPORT, "offpeak"),
    "R+": (Determinant.REACTIVE_IMPORT, ""),
    "A-": (Determinant.ACTIVE_EXPORT, ""),
    "R-": (Determinant.REACTIVE_EXPORT, ""),
}
