"""The live process hands notices to those who hold a ticket."""

import asyncio
from urllib.parse import urlencode

import pytest

from drita.foundation.live import LiveApplication, listen
from drita.foundation.live_tickets import LASTS_S, UnableToAcceptTicket, read_ticket, sign_ticket


@pytest.mark.parametrize(
    ("ticket", "now_s"),
    [
        ("", 0),
        ("a.b", 0),
        ("é", 0),
        (sign_ticket(topics=["a"], key="other", now_s=0), 0),
        (sign_ticket(topics=["a"], key="key", now_s=0), LASTS_S),
        (sign_ticket(topics=["a"], key="key", now_s=0)[:-1], 0),
    ],
)
def test_a_ticket_that_is_forged_or_old_is_refused(ticket, now_s) -> None:
    with pytest.raises(UnableToAcceptTicket):
        read_ticket(ticket, key="key", now_s=now_s)


def _scope(ticket: str) -> dict[str, object]:
    query = urlencode({"ticket": ticket}).encode()
    return {"type": "http", "method": "GET", "path": "/live/", "query_string": query}


def test_a_notice_reaches_the_stream_of_its_topic_and_no_other(own_database) -> None:
    asyncio.run(asyncio.wait_for(_notice(own_database), 30))


async def _notice(own_database) -> None:
    application = LiveApplication()
    ticket = sign_ticket(topics=["bill_run:7"], key=application._key, now_s=2_000_000_000)
    sent: asyncio.Queue[dict] = asyncio.Queue()
    gone = asyncio.Event()

    async def receive() -> dict:
        await gone.wait()
        return {"type": "http.disconnect"}

    listener = asyncio.create_task(listen(application.broadcaster))
    stream = asyncio.create_task(application(_scope(ticket), receive, sent.put))
    assert (await sent.get())["status"] == 200
    assert b"retry" in (await sent.get())["body"]
    with own_database.connect_app() as app:
        # The listener connects at its own time: repeat until the first notice has come through.
        while sent.empty():
            app.execute("SELECT pg_notify('drita_live', 'bill_run:8'), pg_notify('drita_live', 'bill_run:7')")
            await asyncio.sleep(0.01)
    assert (await sent.get())["body"] == b"event: changed\ndata: bill_run:7\n\n"
    gone.set()
    application.broadcaster.tell("bill_run:7")
    await stream
    assert application.broadcaster.streams == 0
    listener.cancel()


def test_a_stream_without_a_good_ticket_ends_the_reconnecting() -> None:
    assert asyncio.run(_status("forged")) == 204


async def _status(ticket: str) -> int:
    sent: list[dict] = []

    async def send(message: dict) -> None:
        sent.append(message)

    await LiveApplication()(_scope(ticket), None, send)
    return sent[0]["status"]
