"""Form fields of the house: dates as they are written here, months, and words for what is wrong."""

from datetime import date
from typing import Any

from django import forms

from drita.interfaces.staff.templatetags.staff import language
from drita.rules import formats
from drita.rules.words import Words

_UNREADABLE = Words(sq="Shkruajeni datën si 23.11.2026.", en="Write the date like 23.11.2026.")
_NEEDED = Words(sq="Plotësoni këtë fushë.", en="Fill in this field.")
_BEYOND = Words(sq="Shkruani një datë nga viti 1990 deri në vitin 2099.", en="Write a date of the years 1990 to 2099.")
_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
_DAY_FORMS = ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%y")


class DayField(forms.DateField):
    """
    A date typed as people here write it.

    The browser's own date field is not used: it writes dates in the browser's language, which is hardly ever Albanian.
    """

    def __init__(self, *, label: Words, help_text: Words | None = None, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "23.11.2026", "maxlength": "10"}
        )
        super().__init__(input_formats=_DAY_FORMS, widget=widget, **kwargs)
        say(self, label=label, help_text=help_text)
        self.error_messages["invalid"] = _UNREADABLE.in_language(language())

    def to_python(self, value: Any) -> date | None:
        """Read the day, and refuse a slip of the finger before it is reckoned with for thousands of years."""
        day = super().to_python(value)
        if day is not None and not _FIRST_DAY <= day <= _LAST_DAY:
            raise forms.ValidationError(_BEYOND.in_language(language()))
        return day

    def prepare_value(self, value: Any) -> Any:
        """Write a date that comes from the program in the same form in which people type it."""
        return formats.format_date(value) if isinstance(value, date) else value


def say(field: forms.Field, *, label: Words, help_text: Words | None = None) -> None:
    """(This function will) give a field its words in the language of the page."""
    field.label = label.in_language(language())
    field.help_text = help_text.in_language(language()) if help_text else ""
    field.error_messages["required"] = _NEEDED.in_language(language())
    field.error_messages["invalid_choice"] = Words(
        sq="Zgjidhni një nga vlerat e listës.", en="Choose one of the values of the list."
    ).in_language(language())
