"""The one way in which a rule, an operation or a codec says that it could not do its work."""

from typing import ClassVar

from drita.rules.words import Words


class UnableTo(Exception):
    """
    A refusal with a stable code for machines and a sentence in two languages for people.

    Each refusal is a subclass `UnableToVerbNoun` that stands beside the function raising it.

    >>> class UnableToReadDial(UnableTo):
    ...     code = "dial_unreadable"
    ...     words = Words(sq="Sahati {serial} nuk lexohet.", en="Meter {serial} cannot be read.")
    >>> UnableToReadDial(serial="A1").in_language("en")
    'Meter A1 cannot be read.'
    """

    code: ClassVar[str] = "unable"
    words: ClassVar[Words] = Words(sq="Veprimi nuk u krye.", en="The action could not be done.")

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.code, params)

    def in_language(self, language: str) -> str:
        """Return the sentence for a person in the language asked for; a reason given as words follows it."""
        shown = {
            name: value.in_language(language) if isinstance(value, Words | UnableTo) else value
            for name, value in self.params.items()
        }
        return self.words.in_language(language, **shown)

    def __str__(self) -> str:
        return f"[{self.code}] {self.in_language('en')}"
