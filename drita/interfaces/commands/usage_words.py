"""What is said of a command line that cannot be understood, in the person's language."""

import argparse
import re
from typing import Final, NoReturn

from drita.rules.words import Words

_SEE_HELP: Final = Words(sq="Shihni: {prog} --help", en="See: {prog} --help")
# The library's own sentences, and how a clerk would say them; a sentence that is not here is told as it is.
_SENTENCES: Final[tuple[tuple[re.Pattern[str], Words], ...]] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (
            r"argument (?P<name>.+?): invalid fromisoformat value: '(?P<value>.*)'",
            Words(
                sq="{name}: «{value}» nuk është datë. Shkruani p.sh. 2026-10-31.",
                en="{name}: “{value}” is not a date. Write for example 2026-10-31.",
            ),
        ),
        (
            r"argument (?P<name>.+?): invalid int value: '(?P<value>.*)'",
            Words(
                sq="{name}: «{value}» nuk është numër i plotë.", en="{name}: “{value}” is not a whole number."
            ),
        ),
        (
            r"argument (?P<name>.+?): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.*)\)",
            Words(
                sq="«{value}» nuk njihet. Zgjidhni: {choices}.", en="“{value}” is not known. Choose: {choices}."
            ),
        ),
        (
            r"argument (?P<name>.+?): expected .*argument.*",
            Words(sq="Pas {name} mungon vlera.", en="The value after {name} is missing."),
        ),
        (
            r"the following arguments are required: (?P<names>.*)",
            Words(sq="Mungon: {names}.", en="Missing: {names}."),
        ),
        (r"unrecognized arguments: (?P<names>.*)", Words(sq="Nuk njihet: {names}.", en="Not known: {names}.")),
    )
)  # fmt: skip


def usage_problem(*, message: str, language: str) -> str:
    """
    (This function will) say the argument parser's complaint in the person's language.

    >>> usage_problem(message="argument --as-of: invalid fromisoformat value: '2026-13-45'", language="sq")
    '--as-of: «2026-13-45» nuk është datë. Shkruani p.sh. 2026-10-31.'
    >>> usage_problem(message="something new", language="en")
    'something new'
    """
    for pattern, words in _SENTENCES:
        if found := pattern.fullmatch(message):
            return words.in_language(language, **found.groupdict())
    return message


class UsageParser(argparse.ArgumentParser):
    """A parser whose complaints are said in one language; `language` is set by the class made for it."""

    language = "sq"

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, where the help is, and end with exit code 2."""
        told = usage_problem(message=message, language=self.language)
        self.exit(2, f"{told}\n{_SEE_HELP.in_language(self.language, prog=self.prog)}\n")
