"""What the JSON schema refuses in a tariff file, said so that its author can mend it."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Final

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from drita.rules.tariffs.charge_kind import Fault
from drita.rules.tariffs.tariff_schema import tariff_schema
from drita.rules.words import Words


def schema_faults(*, table: Mapping[str, Any]) -> list[Fault]:
    """
    (This function will) list everything in a parsed tariff file that the schema does not allow.

    Shape: table as tomllib gives it with parse_float=Decimal.

    >>> [fault.code for fault in schema_faults(table={"format": 2}) if fault.path]
    ['value_not_allowed']
    """
    faults = [fault for error in _validator().iter_errors(_as_json(table)) for fault in _faults_of(error)]
    faults += _quoted_dates(table)
    # A missing key of a table is said once, though several conditions may ask for it.
    unique = {(fault.code, fault.path, str(fault.params)): fault for fault in faults}
    return sorted(unique.values(), key=lambda fault: [str(part).rjust(6) for part in fault.path])


@lru_cache(maxsize=1)
def _validator() -> Any:
    checked = extend(Draft202012Validator, {"x-max-decimals": _max_decimals})
    return checked(tariff_schema(), format_checker=FormatChecker(["date"]))


def _max_decimals(validator: object, places: int, instance: object, schema: object) -> Iterator[ValidationError]:
    if isinstance(instance, Decimal):
        exponent = instance.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > places:
            yield ValidationError("too many decimals")


def _as_json(value: Any, /) -> Any:
    if isinstance(value, dict):
        return {key: _as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _quoted_dates(table: Mapping[str, Any], /) -> list[Fault]:
    """Find dates in quotes: the schema, which knows no dates, would take them."""
    places: list[tuple[tuple[str | int, ...], Any]] = [((key,), table.get(key)) for key in ("valid_from", "valid_to")]
    examples = table.get("examples")
    for number, example in enumerate(examples if isinstance(examples, list) else []):
        if isinstance(example, dict):
            places += [(("examples", number, key), example.get(key)) for key in ("from", "to")]
    return [_fault("date_in_quotes", path) for path, value in places if isinstance(value, str)]


def _faults_of(error: ValidationError, /) -> Iterator[Fault]:
    path = tuple(error.absolute_path)
    rule, value = str(error.validator), error.validator_value
    if rule == "required":
        for key in value if isinstance(error.instance, dict) else ():
            if key not in error.instance:
                yield _fault("key_missing", path, key=key)
    elif rule == "additionalProperties" and isinstance(error.instance, dict):
        known = sorted(error.schema.get("properties", {}))
        for key in error.instance:
            if key not in known:
                near = get_close_matches(key, known, n=1, cutoff=0.5)
                yield _fault("key_unknown", (*path, key), key=key, known=", ".join(near or known))
    elif rule in {"const", "enum"}:
        allowed = value if rule == "enum" else [value]
        yield _fault("value_not_allowed", path, allowed=", ".join(str(each) for each in allowed))
    elif rule == "type":
        yield _fault(f"type_{value}" if f"type_{value}" in _WORDS else "value_refused", path, rule=value)
    elif rule in _WORDS:
        yield _fault(rule, path, limit=value)
    else:
        yield _fault("value_refused", path, rule=f"{rule} {value}")


_WORDS: Final = {
    "key_missing": Words(sq="Mungon çelësi {key}; shtojeni.", en="The key {key} is missing; add it."),
    "key_unknown": Words(
        sq="Çelësi {key} nuk njihet; a është menduar: {known}?",
        en="The key {key} is unknown; was one of these meant: {known}?",
    ),
    "value_not_allowed": Words(sq="Lejohet vetëm: {allowed}.", en="Allowed here: {allowed}."),
    "date_in_quotes": Words(
        sq="Data shkruhet pa thonjëza, p.sh. 2026-01-31.",
        en="A date is written without quotes, such as 2026-01-31.",
    ),
    "type_number": Words(sq="Këtu duhet një numër, pa thonjëza.", en="A number is needed here, without quotes."),
    "type_string": Words(sq="Këtu duhet një tekst në thonjëza.", en="A text in quotes is needed here."),
    "type_boolean": Words(sq="Këtu duhet true ose false.", en="true or false is needed here."),
    "type_array": Words(sq="Këtu duhet një listë.", en="A list is needed here."),
    "type_object": Words(sq="Këtu duhet një tabelë.", en="A table is needed here."),
    "minimum": Words(sq="Vlera më e vogël e lejuar është {limit}.", en="The smallest value allowed is {limit}."),
    "maximum": Words(
        sq="Vlera më e madhe e lejuar është {limit}; a ka rrëshqitur presja dhjetore?",
        en="The largest value allowed is {limit}; has the decimal point slipped?",
    ),
    "exclusiveMinimum": Words(
        sq="Vlera duhet të jetë më e madhe se {limit}.", en="The value must be greater than {limit}."
    ),
    "x-max-decimals": Words(
        sq="Lejohen deri në {limit} shifra pas presjes.", en="At most {limit} decimals are allowed."
    ),
    "pattern": Words(
        sq="Teksti nuk ka formën e duhur ({limit}).", en="The text does not have the right form ({limit})."
    ),
    "format": Words(
        sq="Këtu duhet një datë e vërtetë, p.sh. 2026-01-31.",
        en="A real date is needed here, such as 2026-01-31.",
    ),
    "minItems": Words(sq="Duhen të paktën {limit} rreshta.", en="At least {limit} rows are needed."),
    "maxItems": Words(sq="Lejohen deri në {limit} rreshta.", en="At most {limit} rows are allowed."),
    "minLength": Words(sq="Teksti është bosh.", en="The text is empty."),
    "maxLength": Words(sq="Teksti lejohet deri në {limit} shenja.", en="The text may have {limit} characters."),
    "uniqueItems": Words(sq="Një vlerë përsëritet.", en="A value is repeated."),
    "value_refused": Words(
        sq="Vlera nuk pranohet ({rule}); shihni docs/guides/tariff-files.md.",
        en="The value is not accepted ({rule}); see docs/guides/tariff-files.md.",
    ),
}


def _fault(code: str, path: tuple[str | int, ...], /, **params: object) -> Fault:
    return Fault(code=code, path=path, words=_WORDS[code], params=params)
