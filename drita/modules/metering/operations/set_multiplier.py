"""Other current transformers: from a day on a unit of the dial stands for something else."""

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from drita.modules.metering.choices import ReadingQuality
from drita.modules.metering.models import Register, RegisterMultiplier
from drita.modules.metering.operations.install_meter import DialValues
from drita.modules.metering.operations.record_dial_values import UnableToRecordDialValues, record_dial_values
from drita.rules.errors import UnableTo
from drita.rules.words import Words


class UnableToSetMultiplier(UnableTo):
    code = "multiplier_not_set"
    words = Words(
        sq="Konstantja nuk u ndryshua nga {valid_from}: {reason}",
        en="The multiplier was not changed from {valid_from}: {reason}",
    )


_LATER_EXISTS = Words(
    sq="ka tashmë një konstante nga kjo ditë ose më vonë.",
    en="there is a multiplier from this day or later already.",
)
_NOT_POSITIVE = Words(sq="konstantja duhet të jetë më e madhe se zero.", en="it must be greater than zero.")
_UNKNOWN = Words(sq="regjistri nuk njihet.", en="the register is not known.")


def set_multiplier(
    *,
    register_id: int,
    multiplier_milli: int,
    valid_from: date,
    dial_values: DialValues,
    today: date,
    recorded_at: datetime,
) -> None:
    """
    (This function will) set what a unit of a register's dial stands for from a day on.

    The dials are read on that day (all registers of the meter), so that energy before it is counted
    with the old multiplier and energy after it with the new one; nothing is apportioned by days.

    Units: multiplier in thousandths (1000 = x1), dial values in thousandths.
    Raises: UnableToSetMultiplier.
    """
    day = valid_from.isoformat()
    with transaction.atomic():
        register = (
            Register.objects.select_for_update(of=("self",)).select_related("meter").filter(pk=register_id).first()
        )
        if register is None:
            raise UnableToSetMultiplier(valid_from=day, reason=_UNKNOWN)
        if multiplier_milli <= 0:
            raise UnableToSetMultiplier(valid_from=day, reason=_NOT_POSITIVE)
        newest = RegisterMultiplier.objects.filter(register=register).order_by("-valid_period").first()
        if newest is not None:
            begun = newest.valid_period.lower
            if begun >= valid_from or newest.valid_period.upper is not None:
                raise UnableToSetMultiplier(valid_from=day, reason=_LATER_EXISTS)
            newest.valid_period = DateRange(begun, valid_from, "[)")
            newest.save(update_fields=["valid_period"])
        RegisterMultiplier.objects.create(
            register=register,
            multiplier_milli=multiplier_milli,
            valid_period=DateRange(valid_from, None, "[)"),
        )
        if newest is None:
            return  # the first multiplier of a register divides nothing, so it needs no reading
        try:
            record_dial_values(
                meter=register.meter,
                read_on=valid_from,
                values=dial_values.values_milli,
                quality=ReadingQuality.ACTUAL,
                origin=dial_values.origin,
                reader_code=dial_values.reader_code,
                note=dial_values.note,
                today=today,
                recorded_at=recorded_at,
            )
        except UnableToRecordDialValues as error:
            raise UnableToSetMultiplier(valid_from=day, reason=error.said()) from error
