"""The fixed words of the bill, once per language. The PDF and its HTML twin use the same ones."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from drita.rules.words import Language, Words

_WORDS: Final[dict[str, Words]] = {
    # Kinds of bill
    "kind_ordinary": Words(sq="Fatura e energjisë elektrike", en="Electricity bill"),
    "kind_final": Words(sq="Fatura përfundimtare", en="Final electricity bill"),
    "kind_settlement": Words(sq="Faturë sistemuese", en="Settlement bill"),
    "kind_corrective": Words(sq="Faturë korrigjuese", en="Corrective bill"),
    "kind_credit": Words(sq="Faturë kreditore", en="Credit bill"),
    "kind_damage": Words(sq="Faturë e dëmit ekonomik", en="Bill for economic damage"),
    "kind_unmetered": Words(sq="Faturë e energjisë së pamatur", en="Bill for unmetered energy"),
    "kind_service": Words(sq="Faturë shërbimi", en="Service bill"),
    # Key facts
    "bill_number": Words(sq="Numri i faturës", en="Bill number"),
    "refers_to": Words(sq="Ndryshon faturën", en="Changes bill"),
    "period": Words(sq="Periudha", en="Period"),
    "issue_date": Words(sq="Data e lëshimit", en="Issue date"),
    "due_date": Words(sq="Afati i pagesës", en="Due date"),
    "contract": Words(sq="Numri i kontratës", en="Contract number"),
    "account": Words(sq="Numri i llogarisë", en="Account number"),
    "category": Words(sq="Kategoria", en="Category"),
    "nipt": Words(sq="NIPT", en="NIPT (tax number)"),
    "personal_number": Words(sq="Numri personal", en="Personal number"),
    # Where the paper and the energy go
    "agency": Words(sq="Agjencia", en="Agency"),
    "route": Words(sq="Rruga", en="Route"),
    "walk": Words(sq="vendi", en="stop"),
    "supply_address": Words(sq="Adresa e furnizimit", en="Supply address"),
    "service_point": Words(sq="Pika e furnizimit", en="Service point"),
    "tariff": Words(sq="Tarifa", en="Tariff"),
    "voltage": Words(sq="Tensioni", en="Voltage"),
    # The answer
    "to_pay": Words(sq="Për t’u paguar", en="To pay"),
    "in_favour": Words(sq="Në favorin tuaj", en="In your favour"),
    "nothing_to_pay": Words(sq="Nuk ka asgjë për të paguar", en="There is nothing to pay"),
    "by": Words(sq="deri", en="by"),
    "credit_follows": Words(sq="Zbritet nga faturat e ardhshme.", en="It is taken off your next bills."),
    "how_made": Words(sq="Si përbëhet shuma", en="How the sum is made"),
    "this_bill": Words(sq="Kjo faturë", en="This bill"),
    "earlier_principal": Words(sq="Detyrime të mëparshme: principal", en="Earlier debt: principal"),
    "earlier_interest": Words(sq="Kamatëvonesa e tyre", en="Late interest on it"),
    "earlier_as_of": Words(sq="deri më", en="to"),
    "credit_used": Words(sq="Parapagim i përdorur", en="Advance used"),
    "rounding": Words(sq="Rrumbullakim", en="Rounding"),
    # Readings
    "readings": Words(sq="Leximet", en="Readings"),
    "meter": Words(sq="Matësi dhe regjistri", en="Meter and register"),
    "previous": Words(sq="Leximi i mëparshëm", en="Previous reading"),
    "present": Words(sq="Leximi aktual", en="Present reading"),
    "difference": Words(sq="Diferenca", en="Difference"),
    "constant": Words(sq="Konstantja", en="Constant"),
    "consumption": Words(sq="Konsumi", en="Consumption"),
    "quality_actual": Words(sq="lexuar", en="read"),
    "quality_customer": Words(sq="nga klienti", en="by customer"),
    "quality_estimated": Words(sq="vlerësuar", en="estimated"),
    "quality_substituted": Words(sq="zëvendësuar", en="substituted"),
    "quality_handover": Words(sq="në dorëzim", en="at hand-over"),
    "quality_installation": Words(sq="në vendosje", en="at installation"),
    "quality_removal": Words(sq="në heqje", en="at removal"),
    "no_readings": Words(
        sq="Për këtë periudhë nuk ka lexime të sahatit.",
        en="There are no dial readings for this period.",
    ),
    # Lines
    "lines": Words(sq="Llogaritja", en="Calculation"),
    "what": Words(sq="Përshkrimi", en="Description"),
    "when": Words(sq="Data", en="Dates"),
    "quantity": Words(sq="Sasia", en="Quantity"),
    "unit": Words(sq="Njësia", en="Unit"),
    "price": Words(sq="Çmimi, L", en="Price, L"),
    "factor": Words(sq="Faktori", en="Factor"),
    "amount": Words(sq="Vlera, L", en="Amount, L"),
    "unit_wh": Words(sq="kWh", en="kWh"),
    "unit_varh": Words(sq="kvarh", en="kvarh"),
    "unit_day": Words(sq="ditë", en="days"),
    "unit_month": Words(sq="muaj", en="months"),
    "unit_minor": Words(sq="L", en="L"),
    "unit_count": Words(sq="copë", en="pieces"),
    "unit_one_day": Words(sq="ditë", en="day"),
    "unit_one_month": Words(sq="muaj", en="month"),
    "unit_one_count": Words(sq="copë", en="piece"),
    "subtotal": Words(sq="Vlera pa TVSH", en="Subtotal without VAT"),
    "total": Words(sq="Gjithsej kjo faturë", en="Total of this bill"),
    "continues": Words(sq="Vijon në faqen tjetër", en="Continues on the next page"),
    "continued": Words(sq="vijim", en="continued"),
    # Chart
    "chart": Words(sq="Konsumi juaj muaj pas muaji, kWh", en="Your consumption month by month, kWh"),
    "hatched": Words(sq="me vija: i vlerësuar", en="hatched: estimated"),
    "month": Words(sq="Muaji", en="Month"),
    "as_table": Words(sq="Shihni numrat si tabelë", en="See the numbers as a table"),
    "this_month": Words(sq="Ky muaj", en="This month"),
    "year_ago": Words(sq="Një vit më parë", en="A year ago"),
    "change": Words(sq="Ndryshimi", en="Change"),
    "per_day": Words(sq="Në ditë", en="Per day"),
    # Slip
    "where_to_pay": Words(sq="Ku të paguani", en="Where to pay"),
    "how_to_complain": Words(sq="Si të ankoheni", en="How to complain"),
    "if_late": Words(sq="Nëse vonoheni", en="If you pay late"),
    "late_text": Words(
        sq="Nga dita pas afatit llogaritet kamatëvonesë {rate} në ditë mbi vlerën e papaguar{cap}. "
        "Vonesa mund të çojë në ndërprerjen e furnizimit.",
        en="From the day after the due date late interest of {rate} a day runs on what is unpaid{cap}. "
        "Late payment can lead to disconnection.",
    ),
    "late_text_without_interest": Words(
        sq="Vonesa mund të çojë në ndërprerjen e furnizimit.",
        en="Late payment can lead to disconnection.",
    ),
    "late_cap": Words(sq=", deri në {cap} të saj", en=", up to {cap} of it"),
    "qr_alt": Words(sq="Kodi QR i pagesës", en="Payment QR code"),
    "fiscal_qr_alt": Words(sq="Kodi QR i verifikimit të faturës", en="QR code to verify the bill"),
    "barcode_alt": Words(sq="Barkodi i pagesës", en="Payment barcode"),
    "scan_to_pay": Words(sq="Kodi i pagesës", en="Payment code"),
    "page": Words(sq="Faqja {page} nga {pages}", en="Page {page} of {pages}"),
    "preview": Words(sq="PARAPAMJE", en="PREVIEW"),
    "preview_words": Words(sq="Parapamje: kjo faturë nuk është lëshuar.", en="Preview: this bill has not been issued."),
}


class Labels:
    """The words of one language, by name, as attributes of a dictionary that is looked up once per bill."""

    __slots__ = ("language", "words")

    def __init__(self, language: Language, words: Mapping[str, str]) -> None:
        self.language = language
        self.words = words

    def __getitem__(self, name: str, /) -> str:
        return self.words[name]


@lru_cache(maxsize=2)
def labels_for(language: Language, /) -> Labels:
    """
    (This function will) give the fixed words of a language as new templates take them.

    >>> labels_for("sq")["due_date"], labels_for("en")["due_date"]
    ('Afati i pagesës', 'Due date')
    """
    return Labels(language, {name: pair.in_language(language) for name, pair in _WORDS.items()})


def fixed_words() -> dict[str, tuple[str, str]]:
    """
    (This function will) give all fixed words in both languages, for a template to keep.

    >>> fixed_words()["total"]
    ('Gjithsej kjo faturë', 'Total of this bill')
    """
    return {name: (pair.sq, pair.en) for name, pair in _WORDS.items()}
