"""
Invented bills: what a template is made and shown with before the first real bill exists, and what tests draw.

Nobody in here lives; numbers add up as real ones must.
"""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from drita.documents.bill.content import (
    BillDocument,
    BillLine,
    EarlierDebt,
    FiscalIdentity,
    HistoryMonth,
    Issuer,
    LineGroup,
    LineUnit,
    MeterReading,
    Notices,
    Subscriber,
    Supply,
)
from drita.rules.words import Language

SPECIMEN_ISSUER: Final = Issuer(
    name="Operatori i Shpërndarjes Drita sh.a.",
    nipt="L12345678A",
    address="Rruga e Dritës 1, 1001 Tiranë",
    phone="+355 4 200 00 00",
    email="fatura@drita.example",
    web="drita.example",
)
SPECIMEN_NOTICES: Final = Notices(
    where_to_pay=(
        "Në bankat, në zyrat e Postës Shqiptare ose në sportelet tona: tregoni kodin e pagesës ose numrin e kontratës.",
        "At banks, at Albanian Post offices or at our counters: show the payment code or your contract number.",
    ),
    how_to_complain=(
        (
            "Në sportel, me telefon ose me shkrim; merrni numrin e ankesës. Nëse përgjigjja nuk ju bind, drejtojuni "
            "Entit Rregullator të Energjisë (ERE)."
        ),
        (
            "At a counter, by phone or in writing; you get a complaint number. If our answer does not satisfy you, "
            "turn to the Energy Regulatory Authority (ERE)."
        ),
    ),
)

_OCTOBER: Final = (date(2026, 10, 1), date(2026, 11, 1))


def _months(kwh: tuple[int | None, ...], estimated: tuple[int, ...] = ()) -> tuple[HistoryMonth, ...]:
    months = [date(2025 + (9 + place) // 12, (9 + place) % 12 + 1, 1) for place in range(13)]
    return tuple(
        HistoryMonth(
            month=month, consumption_wh=None if value is None else value * 1000, is_estimated=place in estimated
        )
        for place, (month, value) in enumerate(zip(months, kwh, strict=True))
    )


def _line(  # one place per column of the bill keeps the tables below readable
    text: str,
    group: LineGroup,
    quantity: int | None,
    unit: LineUnit,
    price_micro: int | None,
    amount_minor: int,
    period: tuple[date, date] | None = _OCTOBER,
    factor_ppm: int | None = 1_000_000,
) -> BillLine:
    return BillLine(
        text=text,
        group=group,
        quantity=quantity,
        unit=unit,
        price_micro=price_micro,
        factor_ppm=factor_ppm,
        from_date=period[0] if period else None,
        to_date=period[1] if period else None,
        amount_minor=amount_minor,
    )


def household(language: Language = "sq") -> BillDocument:
    """(This function will) make the commonest bill: a household, one register, some earlier debt."""
    english = language == "en"
    return BillDocument(
        language=language,
        kind="ordinary",
        bill_number="26A-0004512",
        bill_month=date(2026, 10, 1),
        period_start=_OCTOBER[0],
        period_end=_OCTOBER[1],
        issue_date=date(2026, 11, 3),
        due_date=date(2026, 11, 30),
        subscriber=Subscriber(
            name="Çlirim Hoxhëzi",
            address_lines=("Rruga “Çamëria”, nd. 14, h. 2, ap. 9", "Njësia Administrative 5", "1019 Tiranë"),
            account_number="A-0078231",
            contract_number="TR2-0078231",
            category="Household" if english else "Klient familjar",
        ),
        supply=Supply(
            service_point="TR2-SP-0078231",
            address="Rruga “Çamëria”, nd. 14, h. 2, ap. 9, Tiranë",
            agency="Tirana 2",
            route="TR2-014",
            walk_position=231,
            tariff="Household 0.4 kV" if english else "Familjar 0,4 kV",
            voltage="Low voltage 0.4 kV" if english else "Tension i ulët 0,4 kV",
        ),
        readings=(
            MeterReading(
                meter_serial="ISK 20417733",
                register_code="A+",
                register_words="active" if english else "aktive",
                previous_date=_OCTOBER[0],
                previous_milli=10_452_000,
                previous_quality="estimated",
                present_date=_OCTOBER[1],
                present_milli=10_794_000,
                present_quality="actual",
                consumption_wh=342_000,
            ),
        ),
        lines=(
            _line("Active energy" if english else "Energji aktive", "charge", 342_000, "wh", 8_500_000, 290_700),
            _line("VAT" if english else "TVSH", "vat", 290_700, "minor", None, 58_140, None, 200_000),
            _line("RTSH fee" if english else "Tarifa e RTSH", "untaxed", 1, "month", 100_000_000, 10_000),
        ),
        consumption_wh=342_000,
        taxable_minor=290_700,
        vat_minor=58_140,
        untaxed_minor=10_000,
        total_minor=358_840,
        earlier_debt=EarlierDebt(principal_minor=861_055, interest_minor=10_155, as_of=date(2026, 11, 3)),
        payable_minor=1_230_050,
        history=_months((365, 388, 512, 604, 571, 433, 340, 281, 266, 318, 331, 297, 342), (11,)),
        late_interest_ppb_per_day=1_000_000,
        late_interest_cap_ppm=1_000_000,
        notes=(
            "The reading of 1 October was estimated, because the reader found the door locked."
            if english
            else "Leximi i 1 tetorit u vlerësua, sepse lexuesi e gjeti derën të mbyllur.",
        ),
    )


def zero_consumption(language: Language = "sq") -> BillDocument:
    """(This function will) make the bill of a month without use: the service fee, VAT and RTSH, 340 lek."""
    english = language == "en"
    base = household(language)
    reading = replace(base.readings[0], previous_milli=10_794_000, previous_quality="actual", consumption_wh=0)
    return replace(
        base,
        readings=(reading,),
        lines=(
            _line("Service fee" if english else "Tarifë shërbimi", "charge", 1, "month", 200_000_000, 20_000),
            _line("VAT" if english else "TVSH", "vat", 20_000, "minor", None, 4_000, None, 200_000),
            _line("RTSH fee" if english else "Tarifa e RTSH", "untaxed", 1, "month", 100_000_000, 10_000),
        ),
        consumption_wh=0,
        taxable_minor=20_000,
        vat_minor=4_000,
        untaxed_minor=10_000,
        total_minor=34_000,
        earlier_debt=EarlierDebt(as_of=date(2026, 11, 3)),
        credit_used_minor=34_000,
        payable_minor=0,
        history=_months((365, 388, None, None, None, 433, 0, 0, 0, 0, 0, 0, 0)),
        notes=(),
    )


def credit(language: Language = "sq") -> BillDocument:
    """(This function will) make a bill in the subscriber's favour, after estimates that were too high."""
    english = language == "en"
    base = household(language)
    words = "Active energy billed too much" if english else "Energji aktive e faturuar tepër"
    return replace(
        base,
        kind="credit",
        bill_number="26K-0000031",
        refers_to="26A-0001207",
        readings=(replace(base.readings[0], previous_milli=10_994_500, decimals=1, consumption_wh=-200_500),),
        lines=(
            _line(words, "charge", -200_500, "wh", 8_500_000, -170_425),
            _line("VAT" if english else "TVSH", "vat", -170_425, "minor", None, -34_085, None, 200_000),
        ),
        consumption_wh=-200_500,
        taxable_minor=-170_425,
        vat_minor=-34_085,
        untaxed_minor=0,
        total_minor=-204_510,
        earlier_debt=EarlierDebt(as_of=date(2026, 11, 3)),
        payable_minor=-204_510,
        history=_months((365, 388, 512, 604, 571, 433, 340, 281, 266, 318, 331, 497, -201), (9, 10, 11)),
        notes=(),
    )


_BUSY_CHARGES: Final[tuple[tuple[str, str, int | None, LineUnit, int, int], ...]] = (
    ("Active energy, peak hours", "Energji aktive, ora piku", 7_250_500, "wh", 14_000_000, 1_150_000),
    ("Active energy, off-peak", "Energji aktive, jashtë pikut", 16_100_250, "wh", 14_000_000, 1_000_000),
    ("Reactive energy over the free share", "Energji reaktive mbi pjesën falas", 812_000, "varh", 2_100_000, 1_000_000),
    (
        "Metering service of the high-voltage side with remote reading every quarter of an hour",
        "Shërbim matjeje në anën e tensionit të lartë me lexim në distancë çdo çerek ore",
        None,
        "day",
        120_500_000,
        1_000_000,
    ),
)


def busy_business(language: Language = "sq", *, registers: int = 8, stretches: int = 6) -> BillDocument:
    """(This function will) make a bill that needs more pages: zones, a price change, an exchange of the meter."""
    english = language == "en"
    base = household(language)
    kinds = (("A+T1", "peak", "pik"), ("A+T2", "off-peak", "jashtë pikut"), ("R+", "reactive", "reaktive"))
    readings = tuple(
        MeterReading(
            meter_serial=f"LGZ {52_000_117 + place // 4}",
            register_code=kinds[place % 3][0],
            register_words=kinds[place % 3][1 if english else 2],
            previous_date=date(2026, 10, 1 if place < 4 else 17),
            previous_milli=99_812_345 + place * 1_250,
            previous_quality="actual" if place < 4 else "installation",
            present_date=date(2026, 10, 17) if place < 4 else _OCTOBER[1],
            present_milli=(place * 1_250 + 312_345) % 100_000_000,
            present_quality="removal" if place < 4 else "customer",
            decimals=2,
            multiplier_milli=40_000,
            consumption_wh=20_000_000,
            is_reactive=place % 3 == 2,
        )
        for place in range(registers)
    )
    edges = [date(2026, 10, 1 + place * 5) for place in range(stretches)] + [_OCTOBER[1]]
    lines: list[BillLine] = []
    for start, end in pairwise(edges):
        days = (end - start).days
        for name_en, name_sq, quantity, unit, price, factor in _BUSY_CHARGES:
            # Millionths of a lek to hundredths, and for energy Wh to kWh.
            parts = (quantity or days) * price * factor // 10**6
            amount = (parts // (10**6 if unit in {"wh", "varh"} else 10**3) + 5) // 10
            text = name_en if english else name_sq
            lines.append(_line(text, "charge", quantity or days, unit, price, amount, (start, end), factor))
    taxable = sum(line.amount_minor for line in lines)
    vat = (taxable + 2) // 5
    lines.append(_line("VAT" if english else "TVSH", "vat", taxable, "minor", None, vat, None, 200_000))
    return replace(
        base,
        subscriber=replace(
            base.subscriber,
            name="Shoqëria e Përpunimit të Drurit dhe Ndërtimit “Vëllezërit Përmeti & Δημήτρης Παπαδόπουλος” sh.p.k.",
            nipt="K61234567B",
            category="Private business" if english else "Privat jofamiljar",
        ),
        supply=replace(
            base.supply,
            tariff="Non-household 20/10/6 kV" if english else "Jofamiljar 20/10/6 kV",
            voltage="Medium voltage 6–20 kV" if english else "Tension i mesëm 6–20 kV",
        ),
        readings=readings,
        lines=tuple(lines),
        consumption_wh=140_104_500,
        taxable_minor=taxable,
        vat_minor=vat,
        untaxed_minor=0,
        total_minor=taxable + vat,
        earlier_debt=EarlierDebt(as_of=date(2026, 11, 3)),
        payable_minor=taxable + vat,
        history=_months((*(140_104 + place * 1_700 for place in range(12)), 140_104)),
        notes=(),
    )


def huge(language: Language = "sq") -> BillDocument:
    """(This function will) make the largest sums a bill has to hold, with a Cyrillic name and no earlier year."""
    base = household(language)
    amount = 987_654_321_09
    vat = (amount + 2) // 5
    return replace(
        base,
        subscriber=replace(base.subscriber, name="Љубомир Ђорђевић и Ќерим Ѓорѓиевски", nipt="M91234567C"),
        readings=(
            replace(
                base.readings[0],
                previous_milli=0,
                present_milli=999_999_999,
                multiplier_milli=60_000_000,
                consumption_wh=59_999_999_940,
            ),
        ),
        lines=(
            _line("Energji aktive", "charge", 59_999_999_940, "wh", 16_460_905, amount),
            _line("TVSH", "vat", amount, "minor", None, vat, None, 200_000),
        ),
        consumption_wh=59_999_999_940,
        taxable_minor=amount,
        vat_minor=vat,
        untaxed_minor=0,
        total_minor=amount + vat,
        earlier_debt=EarlierDebt(principal_minor=123_456_789_01, interest_minor=99_999_999_99, as_of=date(2026, 11, 3)),
        payable_minor=amount + vat + 123_456_789_01 + 99_999_999_99,
        history=_months((None,) * 9 + (59_999_999, 2_000_000, None, 59_999_999)),
    )


def fiscalised(language: Language = "sq") -> BillDocument:
    """(This function will) make the household's bill as it looks once the tax authority has answered."""
    nslf, nivf = "D04C13B4063D63A13B5D822A90178A7C", "3f6e0a51-58a6-4a6b-9f39-0c3a0b6f1d11"
    link = (
        f"https://efiskalizimi-app.tatime.gov.al/invoice-check/#/verify?iic={nslf}&tin=L12345678A"
        "&crtd=2026-11-03T08:15:02+01:00&ord=4512&bu=ab123ab123&cr=&sw=ss123ss123&prc=3588.40"
    )
    return replace(household(language), fiscal=FiscalIdentity(nslf=nslf, nivf=nivf, link=link))


def preview(language: Language = "sq") -> BillDocument:
    """(This function will) make the household's bill as staff see it before anything is issued."""
    return replace(household(language), bill_number="", is_preview=True)
