"""Pages for what went wrong: not allowed, not found, our own fault. Each says what it is and what can be done."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from drita.foundation.clock import now
from drita.interfaces.staff.shell import door
from drita.rules.words import Words

_LOG = logging.getLogger(__name__)


def answer_not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """(This function will) say that the person's roles do not allow the page."""
    return _answer(
        request,
        status=403,
        title=Words(sq="Nuk keni të drejtë për këtë faqe", en="You may not see this page"),
        text=Words(
            sq="Roli juaj nuk e lejon këtë punë. Nëse ju duhet, kërkojani administratorit.",
            en="Your role does not allow this work. If you need it, ask the administrator.",
        ),
    )


def answer_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """(This function will) say that there is nothing here, in the same words for what is not there and what is not yours."""
    return _answer(
        request,
        status=404,
        title=Words(sq="Këtu nuk ka asgjë", en="There is nothing here"),
        text=Words(
            sq="Adresa nuk ekziston, ose ajo që kërkoni nuk është në zonën tuaj. Provoni me kërkimin.",
            en="The address does not exist, or what you look for is not in your area. Try the search.",
        ),
    )


def answer_wrong_method(request: HttpRequest, *, allowed: tuple[str, ...]) -> HttpResponse:
    """(This function will) say that an address is one of a button and shows nothing by itself."""
    answer = _answer(
        request,
        status=405,
        title=Words(sq="Kjo adresë nuk hapet veçmas", en="This address does not open by itself"),
        text=Words(
            sq="Ajo i përket një butoni. Hapni faqen ku ndodhet butoni dhe provoni prej andej.",
            en="It belongs to a button. Open the page with the button and try from there.",
        ),
    )
    answer.headers["Allow"] = ", ".join(allowed)
    return answer


def answer_failed(request: HttpRequest) -> HttpResponse:
    """(This function will) own up to a fault of ours, with a number that support finds in the log."""
    number = f"{now():%d%H%M}-{secrets.token_hex(2)}"
    _LOG.error("page_failed number=%s path=%s", number, request.path)
    return _answer(
        request,
        status=500,
        title=Words(sq="Diçka nuk shkoi mirë te ne", en="Something went wrong on our side"),
        text=Words(
            sq="Puna juaj e ruajtur nuk humb. Provoni përsëri pas pak.",
            en="What you have saved is not lost. Try again in a moment.",
        ),
        number=number,
    )


def answer_forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """(This function will) refuse a form that did not come from one of our pages, or came too late."""
    return _answer(
        request,
        status=403,
        title=Words(sq="Faqja kishte skaduar", en="The page had expired"),
        text=Words(
            sq="Formulari u dërgua nga një faqe e vjetër. Kthehuni prapa, rifreskoni faqen dhe provoni përsëri.",
            en="The form was sent from an old page. Go back, reload the page and try again.",
        ),
    )


def _answer(request: HttpRequest, *, status: int, title: Words, text: Words, number: str = "") -> HttpResponse:
    context = door(request) | {"title": title, "text": text, "number": number}
    return render(request, "staff/error.html", context, status=status)
