"""Level: any. A mail server on a port of its own that keeps what it is sent, and answers as asked."""

import asyncio
import base64
import email
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Self, cast


@dataclass
class KindMailServer:
    """Takes everything, unless an answer is set for a command: a status, or ``hang`` or ``close``.

    ``answers`` are given in turn, by the command (MAIL, RCPT, DATA for the request, TEXT once all of the text has come).
    With ``tls`` it offers STARTTLS and wants a sign-in; ``takes_s`` is how long it takes to say that it has taken an e-mail.
    """

    answers: dict[str, list[int | str]] = field(default_factory=dict)
    received: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    tls: ssl.SSLContext | None = None
    takes_s: float = 0
    signed_in: list[str] = field(default_factory=list)
    _server: asyncio.Server | None = None
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._server is not None
        self._server.close()
        for each in self._open:
            each.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def ids(self) -> list[str]:
        """The Message-ID of each e-mail that it took."""
        return [str(each["Message-ID"]) for each in self.received]

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await _Conversation(self, reader, writer).hold()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._open.discard(task)
            writer.close()

    def answer(self, command: str) -> int | str | None:
        """The next answer to a command, None for the usual one."""
        waiting = self.answers.get(command)
        return waiting.pop(0) if waiting else None


class _Conversation:
    """One connection."""

    def __init__(self, server: KindMailServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._server, self._reader, self._writer = server, reader, writer
        self._secure = False

    async def hold(self) -> None:
        """Answer command after command."""
        await self._say("220 mail.example.org")
        while line := (await self._reader.readline()).decode().strip():
            word = line.split(" ", 1)[0].upper()
            self._server.commands.append(word)
            given = self._server.answer(word)
            if given is not None:
                if not await self._odd(given):
                    return
            elif word == "DATA":
                await self._say("354 go on")
                if not await self._text():
                    return
            elif not await self._usual(word, line):
                return

    async def _usual(self, word: str, line: str) -> bool:
        if word == "EHLO":
            offers = ["250-AUTH PLAIN"] if self._secure else ["250-STARTTLS"] if self._server.tls else []
            await self._say("250-mail.example.org", *offers, "250 8BITMIME")
        elif word == "STARTTLS" and self._server.tls is not None:
            await self._say("220 begin")
            await self._writer.start_tls(self._server.tls)
            self._secure = True
        elif word == "AUTH":
            self._server.signed_in.append(base64.b64decode(line.split(" ")[2]).decode().replace("\0", " ").strip())
            await self._say("235 welcome")
        elif word == "QUIT":
            await self._say("221 bye")
            return False
        else:
            if word == "RCPT":
                self._server.recipients.append(line.partition("<")[2].partition(">")[0])
            await self._say("250 fine")
        return True

    async def _text(self) -> bool:
        text = await self._reader.readuntil(b"\r\n.\r\n")
        given = self._server.answer("TEXT")
        if given is not None:
            return await self._odd(given)
        parsed = email.message_from_bytes(text[:-3].replace(b"\r\n..", b"\r\n."), policy=default)
        self._server.received.append(cast("EmailMessage", parsed))
        self._server.arrived.set()
        await asyncio.sleep(self._server.takes_s)
        await self._say("250 taken")
        return True

    async def _odd(self, given: int | str) -> bool:
        """Answer otherwise than usual; whether the conversation goes on."""
        if given == "hang":
            await asyncio.Event().wait()
        if isinstance(given, int):
            await self._say(f"{given} as asked")
        return isinstance(given, int)

    async def _say(self, *lines: str) -> None:
        self._writer.write("".join(f"{line}\r\n" for line in lines).encode())
        await self._writer.drain()
