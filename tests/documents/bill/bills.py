"""The bills that the tests draw: every specimen in both languages, and some that try to break the page."""

from collections.abc import Callable
from dataclasses import replace

from drita.documents.bill import specimens
from drita.documents.bill.content import BillDocument, Subscriber
from drita.rules.words import Language


def hard_names(language: Language = "sq") -> BillDocument:
    """Everything that a clerk can type, as long as it gets."""
    base = specimens.household(language)
    longest = "Bashkëpunëtoria-Ndërkombëtare-e-Pandarë" * 3
    return replace(
        base,
        bill_number="2026-000451200045",
        subscriber=Subscriber(
            name="Shoqëria Ë Ç " + longest,
            address_lines=(longest, "Lagjja “Çole” " + longest, "Δημήτρης " * 9, "Љубомир " * 9, "a fifth line"),
            account_number="A-" + "7" * 30,
            contract_number="TR2-" + "7" * 26,
            category="Klient jofamiljar me tarifë të veçantë për ambiente të përbashkëta të pallateve",
            nipt="K61234567B",
            personal_number="J61234567B",
        ),
        supply=replace(
            base.supply,
            address=longest,
            service_point="SP-" + "9" * 40,
            agency="Agjencia e Qarkut të Gjirokastrës dhe e Bregdetit të Jugut",
            tariff="Tarifa e dytë e furrave të bukës dhe prodhimit të miellit, 20/10/6 kV",
            voltage="Tension i mesëm 20/10/6 kV me matje në anën e tensionit të ulët",
        ),
        readings=(replace(base.readings[0], meter_serial="X" * 60, register_words="regjistri " * 8, decimals=3),),
        lines=(replace(base.lines[0], text="Energji aktive " * 12), *base.lines[1:]),
        credit_used_minor=1,
        rounding_minor=-99,
        payable_minor=base.payable_minor - 100,
        refers_to="26A-000451200045120004511",
        notes=("Shënim " * 60, "Tjetër " * 60),
    )


def endless(language: Language = "sq") -> BillDocument:
    """More registers and lines than any meter has: three pages and more."""
    return specimens.busy_business(language, registers=30, stretches=6)


BILLS: dict[str, Callable[[Language], BillDocument]] = {
    "household": specimens.household,
    "zero consumption": specimens.zero_consumption,
    "credit": specimens.credit,
    "busy business": specimens.busy_business,
    "huge": specimens.huge,
    "fiscalised": specimens.fiscalised,
    "preview": specimens.preview,
    "hard names": hard_names,
    "endless": endless,
}
CASES: list[tuple[str, Language]] = [(name, language) for name in BILLS for language in ("sq", "en")]
