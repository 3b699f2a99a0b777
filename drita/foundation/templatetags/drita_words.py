"""`{% words sq="Faturat" en="Bills" %}`: a text in the language of the page, standing where it is used."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def words(*, sq: str, en: str, **places: object) -> SafeString:
    """
    (This function will) return the text in the page's language, `{name}` places filled with the other arguments, escaped.

    >>> str(words(sq="{n} fatura", en="{n} bills", n=3))
    '3 fatura'
    """
    text = en if page_language() == "en" else sq
    # The two texts stand in our own templates and may hold mark-up such as &nbsp;; the values never may.
    return format_html(text, **places) if places else mark_safe(text)  # noqa: S308


@register.simple_tag(takes_context=True)
def said(context: template.Context, pair: object, **places: object) -> str:
    """(This function will) return a `Words` pair or a refusal that reached the template, in the page's language."""
    del context
    speak = getattr(pair, "in_language", None)
    return conditional_escape(speak(page_language(), **places)) if speak else ""


def page_language() -> str:
    """(This function will) return "en" or "sq", the language the page is written in."""
    return "en" if (get_language() or "sq").startswith("en") else "sq"
