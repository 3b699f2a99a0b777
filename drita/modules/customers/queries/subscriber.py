"""The subscriber on one page: holder, phones, contracts with their history, service points, addresses."""

from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db.models import Prefetch

from drita.modules.customers.models import Account, Contract, ContractCategoryPeriod, Phone, ServicePoint
from drita.rules.customers.address_line import place_line, street_line
from drita.rules.errors import UnableTo
from drita.rules.words import Words

_ADDRESS = (
    *("street", "building", "entrance", "floor", "apartment", "quarter", "village", "administrative_unit"),
    *("municipality", "county", "postal_code"),
)


class UnableToFindSubscriber(UnableTo):
    code = "subscriber_not_found"
    words = Words(sq="Llogaria {number} nuk u gjet.", en="The account {number} was not found.")


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    number: str
    kind: str


@dataclass(frozen=True, slots=True)
class CategoryPeriod:
    """Category and tariff of a contract from a day until the day before `valid_to`; None means until further notice."""

    category: str
    tariff_code: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class ServicePointCard:
    service_point_id: int
    code: str
    street_line: str
    place_line: str
    county: str
    region_code: str
    region_name: str
    region_id: int
    agency_id: int
    agency_code: str
    agency_name: str
    route_code: str
    walk_position: int
    feeder_code: str
    feeder_name: str
    transformer_code: str | None
    voltage_level: str
    phases: int
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class ContractCard:
    contract_id: int
    number: str
    valid_from: date
    valid_to: date | None
    interest_class: str
    categories: tuple[CategoryPeriod, ...]
    service_point: ServicePointCard

    def category_on(self, day: date) -> CategoryPeriod | None:
        """Return the category in force on a day."""
        held = (c for c in self.categories if c.valid_from <= day and (c.valid_to is None or day < c.valid_to))
        return next(held, None)

    def is_in_force_on(self, day: date) -> bool:
        """Say whether the contract holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class SubscriberCard:
    account_id: int
    account_number: str
    account_class: str
    language: str
    party_id: int
    party_kind: str
    name: str
    nipt: str | None
    personal_number: str | None
    email: str
    phones: tuple[PhoneNumber, ...]
    contracts: tuple[ContractCard, ...]


def get_subscriber_card(*, account_number: str = "", account_id: int | None = None) -> SubscriberCard:
    """
    (This function will) return everything customers knows of an account, newest contract first, in four statements.

    The caller writes the look into the audit list. Raises: UnableToFindSubscriber.
    """
    key: dict[str, object] = {"pk": account_id} if account_id is not None else {"number": account_number}
    contracts = (
        Contract.objects.select_related(
            "service_point__premises",
            "service_point__region",
            "service_point__agency",
            "service_point__route",
            "service_point__feeder",
            "service_point__transformer",
        )
        .prefetch_related(
            Prefetch("category_periods", ContractCategoryPeriod.objects.order_by("valid_period")),
        )
        .order_by("-valid_period", "-id")
    )
    account = (
        Account.objects.select_related("party")
        .prefetch_related(
            Prefetch("phones", Phone.objects.order_by("kind", "number")), Prefetch("contracts", contracts)
        )
        .filter(**key)
        .first()
    )
    if account is None:
        raise UnableToFindSubscriber(number=account_number or account_id)
    party = account.party
    return SubscriberCard(
        account_id=account.pk,
        account_number=account.number,
        account_class=account.account_class,
        language=account.language,
        party_id=party.pk,
        party_kind=party.kind,
        name=party.name,
        nipt=party.nipt,
        personal_number=party.personal_number,
        email=party.email,
        phones=tuple(PhoneNumber(number=p.number, kind=p.kind) for p in account.phones.all()),
        contracts=tuple(_contract(row) for row in account.contracts.all()),
    )


def _contract(row: Contract) -> ContractCard:
    return ContractCard(
        contract_id=row.pk,
        number=row.number,
        valid_from=row.valid_period.lower,
        valid_to=row.valid_period.upper,
        interest_class=row.interest_class,
        categories=tuple(
            CategoryPeriod(
                category=period.category,
                tariff_code=period.tariff_code,
                valid_from=period.valid_period.lower,
                valid_to=period.valid_period.upper,
            )
            for period in row.category_periods.all()
        ),
        service_point=_service_point(row.service_point),
    )


def _service_point(point: ServicePoint) -> ServicePointCard:
    premises = point.premises
    parts = pl.DataFrame({name: [getattr(premises, name)] for name in _ADDRESS})
    street, place = parts.select(street=street_line(), place=place_line()).row(0)
    return ServicePointCard(
        service_point_id=point.pk,
        code=point.code,
        street_line=street,
        place_line=place,
        county=premises.county,
        region_code=point.region.code,
        region_name=point.region.name,
        region_id=point.region.pk,
        agency_id=point.agency.pk,
        agency_code=point.agency.code,
        agency_name=point.agency.name,
        route_code=point.route.code,
        walk_position=point.walk_position,
        feeder_code=point.feeder.code,
        feeder_name=point.feeder.name,
        transformer_code=point.transformer.code if point.transformer else None,
        voltage_level=point.voltage_level,
        phases=point.phases,
        latitude=point.latitude,
        longitude=point.longitude,
    )
