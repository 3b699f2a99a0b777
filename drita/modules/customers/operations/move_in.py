"""Begin a contract at a service point that is there already."""

from django.db import transaction

from drita.modules.customers.models import ServicePoint
from drita.modules.customers.operations.create_subscribers import create_subscriber
from drita.rules.errors import UnableTo
from drita.rules.words import Words

_ADDRESS = (
    *("street", "building", "entrance", "floor", "apartment", "quarter", "village", "administrative_unit"),
    *("municipality", "county", "postal_code"),
)


class UnableToMoveIn(UnableTo):
    code = "move_in_refused"
    words = Words(
        sq="Pika e furnizimit {service_point_code} nuk ekziston.",
        en="The service point {service_point_code} does not exist.",
    )


def move_in(*, service_point_code: str, **fields: object) -> int:
    """
    (This function will) make a contract at a stored service point, for a new or a stored account, and return its id.

    `fields` are those of the holder and of the contract as in SUBSCRIBER_SCHEMA (account_number, name, contract_number,
    category, tariff_code, valid_from ...); place and grid come from the service point. The hand-over reading belongs to
    the caller (billing), as metering lies above customers.

    Raises: UnableToMoveIn, UnableToCreateSubscriber (also when another contract still holds on that day).
    """
    with transaction.atomic():
        point = (
            ServicePoint.objects.select_related("premises", "route", "feeder", "transformer")
            .filter(code=service_point_code)
            .first()
        )
        if point is None:
            raise UnableToMoveIn(service_point_code=service_point_code)
        place = {name: getattr(point.premises, name) for name in _ADDRESS}
        grid = {
            "service_point_code": point.code,
            "route_code": point.route.code,
            "feeder_code": point.feeder.code,
            "transformer_code": point.transformer.code if point.transformer else "",
            "voltage_level": point.voltage_level,
            "phases": point.phases,
        }
        return create_subscriber(**{**fields, **place, **grid})
