"""In and out of the house, and the two switches that need no log-in: language and colours."""

import hashlib
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from drita.foundation.audit import count_audit, record_audit
from drita.foundation.clock import now
from drita.interfaces.staff.access import Staff
from drita.interfaces.staff.shell import THEMES, door
from drita.interfaces.staff.templatetags.staff import language
from drita.rules.words import Words

# Five wrong passwords for one name, or thirty from one address, close the door for a quarter of an hour.
_WINDOW = timedelta(minutes=15)
_LIMIT_NAME = 5
_LIMIT_ADDRESS = 30
_COOKIE_AGE_S = 365 * 24 * 3600

_WRONG = Words(
    sq="Emri ose fjalëkalimi nuk është i saktë. Provoni përsëri.",
    en="The name or the password is not right. Try again.",
)
_CLOSED = Words(
    sq="Kishte shumë prova të pasuksesshme. Provoni përsëri pas 15 minutash ose pyesni administratorin.",
    en="There were too many failed tries. Try again in 15 minutes or ask the administrator.",
)
_NEEDED = Words(sq="Plotësoni këtë fushë.", en="Fill in this field.")


class LogInForm(forms.Form):
    """Name and password; the words are chosen when the form is made, for the language of the page."""

    username = forms.CharField(max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["username"].label = Words(sq="Emri i përdoruesit", en="User name").in_language(language())
        self.fields["password"].label = Words(sq="Fjalëkalimi", en="Password").in_language(language())
        for field in self.fields.values():
            field.error_messages["required"] = _NEEDED.in_language(language())


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """(This function will) show the door, or open it to who knows name and password."""
    next_page = _safe_next(request, request.POST.get("next") or request.GET.get("next"))
    if request.user.is_authenticated:
        return redirect(next_page)
    form = LogInForm(request.POST) if request.method == "POST" else LogInForm()
    status = 200
    if request.method == "POST" and form.is_valid():
        staff, refusal = _try_log_in(request, form.cleaned_data["username"], form.cleaned_data["password"])
        if staff is not None:
            return _let_in(request, staff, next_page)
        form.add_error(None, refusal.in_language(language()))
        status = 429 if refusal is _CLOSED else 200
    context = door(request) | {"form": form, "next": next_page, "here": request.get_full_path()}
    return render(request, "staff/log_in.html", context, status=status)


def _try_log_in(request: HttpRequest, username: str, password: str) -> tuple[Staff | None, Words]:
    keys = ((_fingerprint("name", username.strip().lower()), _LIMIT_NAME), (_address_key(request), _LIMIT_ADDRESS))
    since = now() - _WINDOW
    for key, limit in keys:
        failed = count_audit(action="log_in_failed", object_kind="door", object_id=key, since=since)
        if failed >= limit:
            return None, _CLOSED
    staff = authenticate(request, username=username, password=password)
    if staff is not None:
        return cast(Staff, staff), _WRONG
    record_audit(
        staff_id=None, actor="door", action="log_in_failed", object_kind="door", object_ids=[key for key, _ in keys]
    )
    return None, _WRONG


def _let_in(request: HttpRequest, staff: Staff, next_page: str) -> HttpResponse:
    login(request, cast(Any, staff))
    record_audit(
        staff_id=staff.pk, actor=staff.username, action="logged_in", object_kind="staff", object_ids=[staff.pk]
    )
    response = redirect(next_page)
    if "django_language" not in request.COOKIES:
        response.set_cookie("django_language", staff.language, max_age=_COOKIE_AGE_S, samesite="Lax")
    return response


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """(This function will) end the session."""
    logout(request)
    messages.success(request, Words(sq="Dolët nga sistemi.", en="You are logged out.").in_language(language()))
    return redirect("staff:log-in")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """(This function will) show the pages in the language asked for from now on."""
    response = redirect(_safe_next(request, request.POST.get("next")))
    wanted = request.POST.get("language")
    if wanted in ("sq", "en"):
        translation.activate(wanted)
        response.set_cookie("django_language", wanted, max_age=_COOKIE_AGE_S, samesite="Lax")
    return response


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """(This function will) show the pages in light or dark colours from now on; the server remembers, no script does."""
    response = redirect(_safe_next(request, request.POST.get("next")))
    wanted = request.POST.get("theme")
    if wanted in THEMES:
        response.set_cookie("drita_theme", wanted, max_age=_COOKIE_AGE_S, samesite="Lax")
    return response


def _safe_next(request: HttpRequest, asked: str | None) -> str:
    if asked and url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}):
        return asked
    return reverse("staff:home")


def _address_key(request: HttpRequest) -> str:
    return _fingerprint("address", request.META.get("REMOTE_ADDR", ""))


def _fingerprint(kind: str, text: str) -> str:
    # What was typed may be a password in the wrong field, so only its print is kept.
    return f"{kind}:{hashlib.sha256(text.encode()).hexdigest()[:40]}"
