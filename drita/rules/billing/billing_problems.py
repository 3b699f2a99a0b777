"""Why a contract could not be billed: the codes that a run stores, and the words a clerk reads."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import polars as pl

from drita.rules.metering.register_consumption import CONSUMPTION_PROBLEMS
from drita.rules.tariffs.rating_problems import RATING_PROBLEMS
from drita.rules.words import Words

PROBLEM_SCHEMA: Final = {"bill_key": pl.Int64, "code": pl.String, "params": pl.String}

BILLING_PROBLEMS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        **CONSUMPTION_PROBLEMS,
        **RATING_PROBLEMS,
        **RATING_PROBLEMS,
        "no_meter": Words(
            sq="Pika e furnizimit nuk ka matës në periudhën e faturimit.",
            en="The service point has no meter in the billed period.",
        ),
        "no_period": Words(
            sq="Nuk ka ditë për t'u faturuar: fatura e fundit mbulon deri më {billed_to}.",
            en="There are no days to bill: the last bill reaches to {billed_to}.",
        ),
        "no_reading_no_estimate": Words(
            sq="Mungon leximi i muajit dhe konsumi nuk mund të vlerësohet.",
            en="The reading of the month is missing and the consumption cannot be estimated.",
        ),
        "meter_not_covering": Words(
            sq="Matësit nuk mbulojnë gjithë periudhën {from_date} – {to_date}.",
            en="The meters do not cover the whole period {from_date} – {to_date}.",
        ),
        "reading_below_estimate": Words(
            sq="Leximi është më i ulët se vlera referuese e faturuar; faturohet kur ta kalojë.",
            en="The reading is below the estimate already billed; billing goes on once it passes it.",
        ),
        "interval_days_missing": Words(
            sq="Kurba e ngarkesës ka {found} nga {wanted} ditë të periudhës; merrni ditët që mungojnë.",
            en="The interval series has {found} of the {wanted} days of the period; take the missing days in.",
        ),
        "interval_values_missing": Words(
            sq="Kurba e ngarkesës ka {holes} intervale pa vlerë, i pari më {first_day}.",
            en="The interval series has {holes} intervals without a value, the first on {first_day}.",
        ),
        "no_category": Words(
            sq="Kontrata nuk ka kategori e tarifë në periudhën e faturimit.",
            en="The contract has no category and tariff in the billed period.",
        ),
        "category_changed_in_period": Words(
            sq="Tarifa ndryshon më {changed_on} brenda periudhës: duhet lexim i asaj dite.",
            en="The tariff changes on {changed_on} within the period: a reading of that day is needed.",
        ),
        "zones_differ_from_whole": Words(
            sq="Shuma e zonave nuk përputhet me numëratorin e përgjithshëm.",
            en="The zone registers do not add up to the register of the whole.",
        ),
        "already_billed": Words(
            sq="Kontrata është faturuar tashmë për këtë muaj.",
            en="The contract has already been billed for this month.",
        ),
        "unexpected": Words(sq="Kontrata nuk u faturua: {detail}", en="The contract was not billed: {detail}"),
    }
)


def billing_problem_words(*, code: str, language: str, params: Mapping[str, object]) -> str:
    """
    (This function will) say why a contract was not billed, in the reader's language.

    An unknown code, of a rule that came later, is shown as it is instead of failing the page.

    >>> billing_problem_words(code="already_billed", language="en", params={})
    'The contract has already been billed for this month.'
    >>> billing_problem_words(code="tariff_x", language="en", params={"a": 1})
    'tariff_x (a = 1)'
    """
    words = BILLING_PROBLEMS.get(code)
    if words is not None:
        try:
            return words.in_language(language).format(**params)
        except KeyError:
            pass
    details = ", ".join(f"{name} = {value}" for name, value in params.items())
    return f"{code} ({details})" if details else code
