"""A text for a person, in both languages of the house, standing where it is used."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["sq", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """
    One text in Albanian and in English, with `{name}` places for values.

    >>> Words(sq="{n} fatura", en="{n} bills").in_language("sq", n=3)
    '3 fatura'
    """

    sq: str
    en: str

    def in_language(self, language: str, /, **params: object) -> str:
        """Return the text in the language asked for; anything but English is answered in Albanian."""
        text = self.en if language == "en" else self.sq
        return text.format(**params) if params else text
