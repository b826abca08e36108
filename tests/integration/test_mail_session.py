"""Handing one e-mail to a mail server, and the address that names the server (domain R46e)."""

import pytest

from api.mail_server import MailServer, mail_server
from api.mailing.outcome import MailOutcome
from api.mailing.session import MailSession, Unreachable
from domain.core.kinds import MailFailure, MailState
from tests.support.mail_server import KindMailServer


async def tried(command: str, answer: int | str) -> tuple[MailOutcome | None, bool]:
    """What a try comes to when a command is answered so, and whether the connection stands then."""

    async def claimed() -> bool:
        return True

    async with (
        KindMailServer({command: [answer]}) as odd,
        MailSession(MailServer("127.0.0.1", odd.port, "none"), 5) as session,
    ):
        outcome = await session.send("a@example.org", "b@example.org", b"Subject: a\r\n\r\n", claimed)
        return outcome, session.is_open


@pytest.mark.parametrize("answer", [251, 99, "close"])
async def test_what_may_have_been_taken_is_not_sent_again(answer: int | str) -> None:
    assert await tried("TEXT", answer) == (MailOutcome(MailState.UNKNOWN, None, MailFailure.NO_ANSWER), False)


async def test_a_server_that_wants_a_sign_in_refuses_no_recipient() -> None:
    wanted = MailOutcome(MailState.WAITING, 530, MailFailure.SIGN_IN_REFUSED, server=True)
    assert await tried("RCPT", 530) == (wanted, True)


async def test_a_host_that_no_name_can_be_is_not_reached() -> None:
    with pytest.raises(Unreachable):
        await MailSession(MailServer("a..b", 25, "none"), 5).__aenter__()


def test_an_address_of_a_mail_server_says_how_it_is_spoken_to() -> None:
    assert mail_server(" ") is None
    assert mail_server("smtp://bill%40x.org:p%3Ass@mail.example.org") == MailServer(
        "mail.example.org", 587, "starttls", "bill@x.org", "p:ss"
    )
    assert "p:ss" not in repr(mail_server("smtp://billing:p%3Ass@mail.example.org"))
    assert mail_server("smtps://mail.example.org:4650") == MailServer("mail.example.org", 4650, "tls")
    assert mail_server("smtp+plain://localhost") == MailServer("localhost", 25, "none")
    for wrong in (
        "smtp+plain://a:b@localhost",
        "smtp://a@localhost",
        "http://localhost",
        "smtp://",
        "smtp://h:99999",
        "x",
    ):
        with pytest.raises(ValueError, match=r"it has|it is not|would send") as refused:
            mail_server(wrong)
        assert "a:b" not in str(refused.value)
