"""People for the staff screens: a clerk everywhere, a clerk of one agency, an administrator, a reader."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from drita.modules.organisation.operations.create_staff import RoleGrant, create_staff
from drita.modules.organisation.operations.store_places import RoutePlace, store_places
from tests.database import OwnDatabase
from tests.interfaces.small_operator import built_operator, django_at

PASSWORD = "nje-fjalekalim-i-gjate-42"


@pytest.fixture(autouse=True)
def plain_static_files(settings, tmp_path) -> None:
    """Tests need no collected files: names stay as they are written, and an empty folder is served."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    # One quick hasher keeps twenty log-ins from taking twenty seconds.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def places(db: None) -> None:
    store_places(
        places=[
            RoutePlace(
                region_code=region,
                region_name=region_name,
                agency_code=agency,
                agency_name=agency_name,
                route_code=f"{agency}-R1",
                route_name="Rruga 1",
            )
            for region, region_name, agency, agency_name in (
                ("TR", "Tiranë", "TR1", "Tirana 1"),
                ("TR", "Tiranë", "TR2", "Tirana 2"),
                ("SH", "Shkodër", "SH1", "Shkodra"),
            )
        ]
    )


@pytest.fixture
def make_staff(places: None) -> Callable[..., object]:
    def make(username: str, *grants: RoleGrant, language: str = "sq"):
        return create_staff(
            username=username, full_name=username.title(), grants=grants, password=PASSWORD, language=language
        )

    return make


@pytest.fixture
def log_in(make_staff: Callable[..., object]) -> Callable[..., Client]:
    """Return a browser in which somebody with the given role is logged in."""

    def enter(role: str = "billing_clerk", *, region: str = "", agency: str = "", username: str = "") -> Client:
        grant = RoleGrant(role=role, region_code=region, agency_code=agency)
        staff = make_staff(username or f"{role.replace('_', '-')}{region or agency}".lower(), grant)
        client = Client()
        client.force_login(staff)
        return client

    return enter


@pytest.fixture(scope="session")
def operator_database(cluster: None) -> OwnDatabase:
    """The database of the small operator, built once."""
    return built_operator()


@pytest.fixture
def operator(operator_database: OwnDatabase, django_db_blocker) -> Iterator[OwnDatabase]:
    """The small operator as Django's database; what a test leaves in it is only looks and sessions."""
    with django_db_blocker.unblock(), django_at(operator_database):
        yield operator_database


@pytest.fixture
def as_staff(operator: OwnDatabase) -> Callable[..., Client]:
    """Return a browser in which one of the demo's people is logged in."""

    def enter(username: str, language: str = "sq") -> Client:
        client = Client()
        client.force_login(get_user_model().objects.get(username=username))
        client.cookies["django_language"] = language
        return client

    return enter
