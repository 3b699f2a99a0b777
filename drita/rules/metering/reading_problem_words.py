"""What is told to a person when a reading is refused: what is wrong, and what to do."""

from datetime import date
from typing import Final

from drita.rules.formats import format_date, format_dial
from drita.rules.words import Words

READING_PROBLEMS: Final[dict[str, Words]] = {
    "quality_unknown": Words(
        sq="Lloji i leximit {quality} ose burimi {origin} nuk njihet. Përdorni: actual, customer, estimated, handover.",
        en="The quality {quality} or the origin {origin} is not known. Use: actual, customer, estimated, handover.",
    ),
    "meter_unknown": Words(
        sq="Matësi me numër {meter_serial} nuk njihet. Kontrolloni numrin në matës ose regjistroni matësin.",
        en="There is no meter {meter_serial}. Check the number on the meter or enter the meter first.",
    ),
    "register_unknown": Words(
        sq="Matësi {meter_serial} nuk ka regjistër {register_code}. Përdorni një kod të këtij matësi.",
        en="Meter {meter_serial} has no register {register_code}. Use a code of this meter.",
    ),
    "date_missing": Words(
        sq="Mungon data e leximit. Shkruajeni si 2026-10-31 ose 31.10.2026.",
        en="The date of the reading is missing. Write it as 2026-10-31 or 31.10.2026.",
    ),
    "value_missing": Words(
        sq="Mungon vlera e leximit. Shkruani numrin që tregon matësi.",
        en="The value is missing. Write the number that the meter shows.",
    ),
    "read_in_future": Words(
        sq="Data {read_on} është në të ardhmen (sot: {today}). Korrigjoni datën.",
        en="The date {read_on} is in the future (today is {today}). Correct the date.",
    ),
    "before_installation": Words(
        sq="Matësi {meter_serial} nuk ishte i vendosur më {read_on}. Kontrolloni datën ose vendosjen.",
        en="Meter {meter_serial} was not installed on {read_on}. Check the date or the installation.",
    ),
    "meter_elsewhere": Words(
        sq="Matësi {meter_serial} është në pikën {installed_at}, jo në {service_point_code}. Kontrolloni adresën.",
        en="Meter {meter_serial} is at {installed_at}, not at {service_point_code}. Check the address.",
    ),
    "value_negative": Words(
        sq="Vlera {value} është negative. Shkruani numrin që tregon matësi.",
        en="The value {value} is negative. Write the number that the meter shows.",
    ),
    "digits_too_many": Words(
        sq="Vlera {value} ka më shumë shifra se numëratori ({dials}). Lexoni përsëri.",
        en="The value {value} has more digits than the dial ({dials}). Read again.",
    ),
    "decimals_too_many": Words(
        sq="Vlera {value} ka më shumë shifra pas presjes se numëratori ({decimals}).",
        en="The value {value} has more decimals than the dial ({decimals}).",
    ),
    "other_value_same_day": Words(
        sq="Për {read_on} ka tashmë lexim {other_value}. Nëse ai është gabim, përdorni korrigjimin.",
        en="There is already a reading {other_value} for {read_on}. If that one is wrong, correct it.",
    ),
    "lower_than_previous": Words(
        sq=(
            "Vlera {value} është më e vogël se leximi {previous_value} i datës {previous_on} "
            "dhe nuk mund të jetë kthim i numëratorit. Lexoni përsëri."
        ),
        en=("The value {value} is lower than {previous_value} of {previous_on} and cannot be a roll-over. Read again."),
    ),
    "more_than_connection_carries": Words(
        sq=(
            "Nga {previous_value} ({previous_on}) në {value} ({read_on}): aq energji nuk kalon dot nga kjo lidhje. "
            "Lexoni përsëri ose kontrolloni konstanten."
        ),
        en=(
            "From {previous_value} ({previous_on}) to {value} ({read_on}): this connection cannot carry so much. "
            "Read again or check the multiplier."
        ),
    ),
    "higher_than_next": Words(
        sq="Vlera {value} është më e madhe se leximi i mëvonshëm {next_value} i datës {next_on}.",
        en="The value {value} is higher than the later reading {next_value} of {next_on}.",
    ),
}

_DIAL_VALUES: Final = ("value", "previous_value", "next_value", "other_value")
_DATES: Final = ("read_on", "today", "previous_on", "next_on")


def reading_problem_words(*, code: str, params: dict[str, object], language: str) -> str:
    """
    (This function will) say in a sentence why a reading was refused and what to do.

    Shape: params as kept with the refusal (dial values in thousandths, dates in ISO form).

    >>> reading_problem_words(
    ...     code="higher_than_next", language="en",
    ...     params={"value": 452_000, "next_value": 440_500, "next_on": "2026-10-31"})
    'The value 452 is higher than the later reading 440,5 of 31.10.2026.'
    """
    return READING_PROBLEMS[code].in_language(language, **shown_reading_params(params=params))


def shown_reading_params(*, params: dict[str, object]) -> dict[str, object]:
    """
    (This function will) write the inputs of a refusal as people read them.

    Shape: dial values in thousandths become what the dial shows, ISO dates become 31.10.2026.

    >>> shown_reading_params(params={"value": 440_500, "read_on": "2026-10-31", "dials": 5})
    {'value': '440,5', 'read_on': '31.10.2026', 'dials': 5}
    """
    shown: dict[str, object] = dict(params)
    for name in _DIAL_VALUES:
        if isinstance(value := params.get(name), int):
            shown[name] = format_dial(value)
    for name in _DATES:
        if isinstance(value := params.get(name), str):
            shown[name] = format_date(date.fromisoformat(value))
    return shown
