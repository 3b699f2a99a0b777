"""What late interest costs and where it ends, as one table of dated terms per interest class."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from drita.rules.errors import UnableTo
from drita.rules.words import Words

END_OF_TIME = date(9999, 12, 31)

TERMS_SCHEMA = pl.Schema(
    {
        "interest_class": pl.String,
        "from_date": pl.Date,
        "to_date": pl.Date,
        "rate_ppb": pl.Int64,
        "cap_ppm": pl.Int64,
    }
)


class UnableToCombineInterestTerms(UnableTo):
    code = "interest_terms_unsound"
    words = Words(
        sq="Klasa e kamatës {interest_class}: {reason} në {day}.",
        en="Interest class {interest_class}: {reason} on {day}.",
    )


@dataclass(frozen=True, slots=True)
class _Span:
    from_date: date
    to_date: date
    value: int


def interest_terms(*, rates: pl.DataFrame, caps: pl.DataFrame) -> pl.DataFrame:
    """
    (This function will) lay rates and caps of each class over one another, one row per stretch of days.

    A class may begin without a cap. From its first cap on, caps follow one another without a gap and never fall:
    a cap that falls would have to take back interest that had already accrued.

    Units: rates in parts per billion and day, caps in parts per million of the item's original amount.
    Shape: rates interest_class, from_date, to_date (null = open), rate_ppb; caps likewise with cap_ppm. Periods are
    half-open. Returns interest_class, from_date, to_date, rate_ppb, cap_ppm (null = no cap), no stretch without a rate.
    Raises: UnableToCombineInterestTerms.
    Source: open list of dated terms in reference/late_interest.toml.

    >>> terms = interest_terms(
    ...     rates=pl.DataFrame({"interest_class": ["standard"], "from_date": [date(2011, 1, 1)],
    ...         "to_date": [None], "rate_ppb": [1_000_000]}, schema_overrides={"to_date": pl.Date}),
    ...     caps=pl.DataFrame({"interest_class": ["standard"], "from_date": [date(2018, 1, 1)],
    ...         "to_date": [None], "cap_ppm": [1_000_000]}, schema_overrides={"to_date": pl.Date}))
    >>> terms.select("from_date", "cap_ppm").rows()
    [(datetime.date(2011, 1, 1), None), (datetime.date(2018, 1, 1), 1000000)]
    """
    rows: list[tuple[str, date, date, int, int | None]] = []
    caps_by_class = _spans_by_class(caps, "cap_ppm")
    for interest_class, rate_spans in _spans_by_class(rates, "rate_ppb").items():
        _refuse_overlap(interest_class, rate_spans)
        cap_spans = caps_by_class.get(interest_class, [])
        _refuse_falling_cap(interest_class, cap_spans)
        rows += _laid_over(interest_class, rate_spans, cap_spans)
    return pl.DataFrame(rows, schema=TERMS_SCHEMA, orient="row")


def _spans_by_class(frame: pl.DataFrame, value: str) -> dict[str, list[_Span]]:
    spans: dict[str, list[_Span]] = {}
    columns = ["interest_class", "from_date", "to_date", value]
    for interest_class, from_date, to_date, number in frame.select(columns).iter_rows():
        span = _Span(from_date, to_date or END_OF_TIME, number)
        spans.setdefault(interest_class, []).append(span)
    return {name: sorted(found, key=lambda span: span.from_date) for name, found in spans.items()}


def _refuse_overlap(interest_class: str, spans: list[_Span]) -> None:
    for earlier, later in zip(spans, spans[1:], strict=False):
        if later.from_date < earlier.to_date:
            raise UnableToCombineInterestTerms(
                interest_class=interest_class, reason="terms overlap", day=later.from_date
            )


def _refuse_falling_cap(interest_class: str, spans: list[_Span]) -> None:
    _refuse_overlap(interest_class, spans)
    for earlier, later in zip(spans, spans[1:], strict=False):
        if later.from_date > earlier.to_date or later.value < earlier.value:
            # A gap is a cap without end: the cap after it would be a fall.
            raise UnableToCombineInterestTerms(
                interest_class=interest_class, reason="the cap falls", day=later.from_date
            )


def _laid_over(
    interest_class: str, rates: list[_Span], caps: list[_Span]
) -> Iterable[tuple[str, date, date, int, int | None]]:
    edges = sorted({edge for span in (*rates, *caps) for edge in (span.from_date, span.to_date)})
    for from_date, to_date in zip(edges, edges[1:], strict=False):
        rate = _value_on(rates, from_date)
        if rate is not None:
            yield interest_class, from_date, to_date, rate, _value_on(caps, from_date)


def _value_on(spans: list[_Span], day: date) -> int | None:
    for span in spans:
        if span.from_date <= day < span.to_date:
            return span.value
    return None


def day_before(day: pl.Expr) -> pl.Expr:
    """(This function will) name the day before, where a stretch of days is told by the day that ends the one before."""
    return day - timedelta(days=1)
