"""Phone numbers in their one international form."""

import polars as pl

_E164 = r"^\+[1-9][0-9]{6,14}$"
_ALBANIAN = r"^\+355(6[0-9]{8}|[2-578][0-9]{7})$"
_ALBANIAN_MOBILE = r"^\+3556[6-9][0-9]{7}$"


def international_phone_number(*, text: pl.Expr) -> pl.Expr:
    """
    (This function will) turn phone numbers as people write them into +355694140000; unreadable ones become null.

    A leading 0 is the national prefix and falls away, 00 is the international one. A number without either is
    taken as Albanian when it then has an Albanian form. Foreign numbers are accepted: many subscribers live abroad.

    Source: numbering of Albania, +355; mobile 06[6-9] and seven digits.

    >>> frame = pl.DataFrame({"p": ["069 41 40 000", "00355 69/414-0000", "694140000", "+39 06 6982", "12", ""]})
    >>> frame.select(international_phone_number(text=pl.col("p")))["p"].to_list()
    ['+355694140000', '+355694140000', '+355694140000', '+39066982', None, None]
    """
    bare = text.str.replace_all(r"[\s()./\-\u00a0]", "")
    dialled = (
        bare.str.replace(r"^\+3550", "+355")
        .str.replace(r"^00", "+")
        .str.replace(r"^0", "+355")
        .str.replace(r"^355(6[0-9]{8}|[2-578][0-9]{7})$", "+355$1")
        .str.replace(r"^(6[0-9]{8}|[2-578][0-9]{7})$", "+355$1")
        .str.replace(r"^\+3550", "+355")
    )
    is_albanian = dialled.str.starts_with("+355")
    is_right = pl.when(is_albanian).then(dialled.str.contains(_ALBANIAN)).otherwise(dialled.str.contains(_E164))
    return pl.when(is_right).then(dialled).alias(text.meta.output_name())


def phone_kind(*, number: pl.Expr) -> pl.Expr:
    """
    (This function will) say "mobile" or "landline" of an international number; only Albanian mobiles are known as such.

    >>> frame = pl.DataFrame({"p": ["+355694140000", "+35542223344", None]})
    >>> frame.select(phone_kind(number=pl.col("p")))["p"].to_list()
    ['mobile', 'landline', None]
    """
    kind = pl.when(number.str.contains(_ALBANIAN_MOBILE)).then(pl.lit("mobile")).otherwise(pl.lit("landline"))
    return pl.when(number.is_not_null()).then(kind).alias(number.meta.output_name())
