"""The voltage levels at which the operator delivers: the tariff, the losses and the meter kind hang on them."""

from django.db import models

from drita.rules.words import Words


class VoltageLevel(models.TextChoices):
    LV_04 = "lv_04", "0.4 kV"
    MV_6_20 = "mv_6_20", "6/10/20 kV"
    HV_35 = "hv_35", "35 kV"


VOLTAGE_WORDS: dict[str, Words] = {
    VoltageLevel.LV_04: Words(sq="tension i ulët 0,4 kV", en="low voltage 0.4 kV"),
    VoltageLevel.MV_6_20: Words(sq="tension i mesëm 6/10/20 kV", en="medium voltage 6/10/20 kV"),
    VoltageLevel.HV_35: Words(sq="tension i lartë 35 kV", en="high voltage 35 kV"),
}
