"""Reads of the module customers; other modules and interfaces ask here and never the tables."""

from drita.modules.customers.queries.accounts import AccountRow, list_accounts, lock_accounts
from drita.modules.customers.queries.contracts import contract_ids, load_contract_places
from drita.modules.customers.queries.references import (
    feeder_frame,
    route_frame,
    stored_accounts,
    stored_contracts,
    stored_service_points,
    transformer_frame,
)
from drita.modules.customers.queries.search import SubscriberHit, search_subscribers
from drita.modules.customers.queries.subscriber import (
    CategoryPeriod,
    ContractCard,
    PhoneNumber,
    ServicePointCard,
    SubscriberCard,
    UnableToFindSubscriber,
    get_subscriber_card,
)

__all__ = [
    "AccountRow",
    "CategoryPeriod",
    "ContractCard",
    "PhoneNumber",
    "ServicePointCard",
    "SubscriberCard",
    "SubscriberHit",
    "UnableToFindSubscriber",
    "contract_ids",
    "feeder_frame",
    "get_subscriber_card",
    "list_accounts",
    "load_contract_places",
    "lock_accounts",
    "route_frame",
    "search_subscribers",
    "stored_accounts",
    "stored_contracts",
    "stored_service_points",
    "transformer_frame",
]
