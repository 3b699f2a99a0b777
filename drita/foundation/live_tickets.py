"""Short-lived signed permissions to listen to topics, so that the live process needs no session and no ORM."""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from drita.rules.errors import UnableTo
from drita.rules.words import Words

LASTS_S = 12 * 3600


class UnableToAcceptTicket(UnableTo):
    code = "live_ticket_refused"
    words = Words(sq="Leja për faqen e gjallë nuk vlen.", en="The permission for the live page is not valid.")


def sign_ticket(*, topics: Sequence[str], key: str, now_s: int) -> str:
    """
    (This function will) return a ticket to listen to the topics for half a day, a working shift.

    >>> ticket = sign_ticket(topics=["bill_run:7"], key="k", now_s=0)
    >>> read_ticket(ticket, key="k", now_s=60)
    ('bill_run:7',)
    """
    body = f"{now_s + LASTS_S} {' '.join(topics)}".encode()
    return _text(body) + "." + _text(_signature(body, key))


def read_ticket(ticket: str, /, *, key: str, now_s: int) -> tuple[str, ...]:
    """
    (This function will) return the topics of a ticket that is genuine and has not run out.

    Raises: UnableToAcceptTicket.
    """
    try:
        body, signature = (base64.urlsafe_b64decode(part + "==") for part in ticket[:4000].split("."))
        until, *topics = body.decode().split(" ")
        if hmac.compare_digest(signature, _signature(body, key)) and int(until) > now_s:
            return tuple(topics)
    except ValueError:
        pass
    raise UnableToAcceptTicket()


def _signature(body: bytes, key: str) -> bytes:
    return hmac.new(b"live ticket " + key.encode(), body, hashlib.sha256).digest()


def _text(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()
