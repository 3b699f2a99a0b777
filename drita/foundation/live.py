"""
The live process: a small ASGI application that tells browsers by server-sent events that something changed.

It listens on one database channel and hands each topic to the streams that hold a ticket for it. It renders nothing
and reads no table, so that rights and pages stay in the web process.
"""

import asyncio
import contextlib
import logging
import os
from collections import defaultdict
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

import psycopg

from drita.foundation import databases
from drita.foundation.clock import now
from drita.foundation.live_tickets import UnableToAcceptTicket, read_ticket
from drita.foundation.processes import end_when_supervised
from drita.foundation.secret_files import read_secret

CHANNEL = "drita_live"
_QUEUE_LENGTH = 100
_SILENCE_S = 15
_MOST_STREAMS = 5_000
_LOG = logging.getLogger(__name__)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# The worker of the server that loads this file goes with the server, even if that is killed outright.
end_when_supervised()


class Broadcaster:
    """Who listens to which topic in this process."""

    def __init__(self) -> None:
        self._queues: defaultdict[str, set[asyncio.Queue[str]]] = defaultdict(set)
        self.streams = 0

    @contextlib.contextmanager
    def stream(self, topics: tuple[str, ...]) -> Any:
        """Give a queue that receives the topics as long as the block lasts."""
        queue: asyncio.Queue[str] = asyncio.Queue(_QUEUE_LENGTH)
        self.streams += 1
        for topic in topics:
            self._queues[topic].add(queue)
        try:
            yield queue
        finally:
            self.streams -= 1
            for topic in topics:
                self._queues[topic].discard(queue)
                if not self._queues[topic]:
                    del self._queues[topic]

    def tell(self, topic: str) -> None:
        """Hand a topic on; a browser too slow for its queue loses the oldest, since only the newest matters."""
        for queue in self._queues.get(topic, ()):
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(topic)


async def listen(broadcaster: Broadcaster, /) -> None:
    """(This function will) pass on every notice of the database for ever, connecting again when the connection is lost."""
    while True:
        try:
            connection = await psycopg.AsyncConnection.connect(
                autocommit=True, connect_timeout=10, **databases.app_place().parameters()
            )
            async with connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                async for notice in connection.notifies():
                    broadcaster.tell(notice.payload)
        except psycopg.OperationalError as error:
            _LOG.warning("live_database_lost %s", type(error).__name__)
        await asyncio.sleep(1)


class LiveApplication:
    """The ASGI application: `/live/?ticket=…` is a stream, everything else is not found."""

    def __init__(self) -> None:
        self.broadcaster = Broadcaster()
        self._key = os.environ.get("DRITA_SECRET_KEY") or read_secret(home=databases.home_folder(), name="secret_key")

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        listener = asyncio.create_task(listen(self.broadcaster))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        listener.cancel()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["path"] != "/live/" or scope["method"] != "GET":
            await _say(send, 404, b"not found")
            return
        ticket = parse_qs(scope["query_string"].decode("latin-1")).get("ticket", [""])[0]
        try:
            topics = read_ticket(ticket, key=self._key or "", now_s=int(now().timestamp()))
        except UnableToAcceptTicket as refusal:
            # 204 tells the browser not to connect again; the page goes on by polling.
            await _say(send, 204, b"")
            _LOG.info("live_refused %s", refusal.code)
            return
        if self.broadcaster.streams >= _MOST_STREAMS:
            await _say(send, 503, b"too many streams")
            return
        with self.broadcaster.stream(topics) as queue:
            await self._stream(queue, receive, send)

    async def _stream(self, queue: asyncio.Queue[str], receive: Receive, send: Send) -> None:
        headers = [*_HEADERS, (b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"retry: 3000\n\n", "more_body": True})
        gone = asyncio.create_task(_wait_until_gone(receive))
        try:
            while not gone.done():
                try:
                    topic = await asyncio.wait_for(queue.get(), _SILENCE_S)
                    body = f"event: changed\ndata: {topic}\n\n".encode()
                except TimeoutError:
                    # A comment now and then shows proxies that the stream lives, and us that the browser does.
                    body = b": still here\n\n"
                await send({"type": "http.response.body", "body": body, "more_body": True})
        finally:
            gone.cancel()


# The ticket is the permission and no cookie is read, so any page that holds one may open the stream.
_HEADERS = [(b"cache-control", b"no-store"), (b"access-control-allow-origin", b"*")]


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _say(send: Send, status: int, body: bytes) -> None:
    headers = [*_HEADERS, (b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


application = LiveApplication()
