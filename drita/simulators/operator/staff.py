"""The staff of the made-up operator: one of each role who may work everywhere, and clerks of single agencies."""

from collections.abc import Sequence

from drita.simulators.operator.places import Agency

STAFF_COLUMNS = ("username", "full_name", "role", "region_code", "agency_code", "language", "password")
# Of a made-up operator only; a real one's first log-ins are made by `drita staff create`.
DEMO_PASSWORD = "drita-demo-2026"  # noqa: S105
_EVERYWHERE = (
    ("arta", "Arta Hoxha", "billing_clerk", "sq"),
    ("besnik", "Besnik Leka", "accountant", "sq"),
    ("drita", "Drita Kola", "manager", "sq"),
    ("emma", "Emma Clarke", "billing_clerk", "en"),
    ("gent", "Gent Basha", "administrator", "sq"),
)
_OF_AGENCIES = (("klara", "Klara Gjoni", "billing_clerk"), ("luan", "Luan Toska", "cashier"))


def staff_rows(*, agencies: Sequence[Agency]) -> list[tuple[str, ...]]:
    """(This function will) return the rows of the staff file; the agencies' people work in the first two agencies."""
    rows: list[tuple[str, ...]] = [
        (name, full, role, "", "", language, DEMO_PASSWORD) for name, full, role, language in _EVERYWHERE
    ]
    rows += [
        (name, full, role, "", agency.code, "sq", DEMO_PASSWORD)
        for (name, full, role), agency in zip(_OF_AGENCIES, agencies, strict=False)
    ]
    return rows
