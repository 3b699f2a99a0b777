"""The fixed lists of the module customers: codes for decisions, words for people."""

from django.db import models

from drita.rules.words import Words


class PartyKind(models.TextChoices):
    PERSON = "person", "person"
    COMPANY = "company", "company"


class AccountClass(models.TextChoices):
    HOUSEHOLD = "household", "household"
    BUSINESS = "business", "business"
    BUDGETARY = "budgetary", "budgetary"
    OTHER_BODY = "other_body", "other body"


ACCOUNT_CLASS_WORDS: dict[str, Words] = {
    AccountClass.HOUSEHOLD: Words(sq="familjar", en="household"),
    AccountClass.BUSINESS: Words(sq="privat", en="private business"),
    AccountClass.BUDGETARY: Words(sq="buxhetor", en="budgetary body"),
    AccountClass.OTHER_BODY: Words(sq="jobuxhetor", en="other body"),
}


class PhoneKind(models.TextChoices):
    MOBILE = "mobile", "mobile"
    LANDLINE = "landline", "landline"


PHONE_KIND_WORDS: dict[str, Words] = {
    PhoneKind.MOBILE: Words(sq="celular", en="mobile"),
    PhoneKind.LANDLINE: Words(sq="telefon fiks", en="landline"),
}

# Categories are names of tariffs' audiences, not a closed list: a new tariff may bring a new one as data.
# The words below are only those that the tariffs of today use.
CATEGORY_WORDS: dict[str, Words] = {
    "household": Words(sq="familjar", en="household"),
    "private": Words(sq="privat", en="private business"),
    "budgetary": Words(sq="buxhetor", en="budgetary body"),
    "other_body": Words(sq="jobuxhetor", en="other body"),
    "bakery": Words(sq="furrë buke", en="bakery"),
    "ev_point": Words(sq="pikë karikimi", en="EV charging point"),
    "common_areas": Words(sq="ambiente të përbashkëta", en="common areas"),
}


class Language(models.TextChoices):
    ALBANIAN = "sq", "shqip"
    ENGLISH = "en", "English"
