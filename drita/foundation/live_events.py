"""Telling open pages that something changed, and where they listen for it."""

import os
from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from drita.foundation.clock import now
from drita.foundation.live_tickets import sign_ticket

CHANNEL = "drita_live"


def announce(topic: str, /) -> None:
    """
    (This function will) tell every page that listens to the topic (`"bill_run:7"`) that it changed, at commit.

    Only the name travels: the page fetches what it may see from the web process.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, topic])


def stream_address(*, request: HttpRequest, topics: Sequence[str]) -> str:
    """
    (This function will) return the address of the stream for a page that shows these topics.

    The page opens it with htmx's sse extension and reloads its part on the event `changed` (whose data is the topic);
    it must poll as well, for the stream may be absent.
    """
    ticket = sign_ticket(topics=topics, key=settings.SECRET_KEY, now_s=int(now().timestamp()))
    return f"{live_origin(request)}/live/?{urlencode({'ticket': ticket})}"


def live_origin(request: HttpRequest, /) -> str:
    """
    (This function will) return where the live process answers, "" for the page's own origin.

    `DRITA_LIVE_PORT` is set by the supervisor; behind a proxy that sends /live/ to that process it is left out.
    """
    port = os.environ.get("DRITA_LIVE_PORT")
    if not port:
        return ""
    host = request.get_host()
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return f"{request.scheme}://{name}:{port}"
