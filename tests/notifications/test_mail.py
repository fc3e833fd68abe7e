"""E-mail by a mail server: what arrives, over TLS, and what each refusal of the server means."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from functions.notifications.addresses import store as addresses
from functions.notifications.channels import mail, webhook
from functions.notifications.channels.errors import Declined, NotYet, TryAgain
from functions.notifications.channels.names import Channel
from functions.notifications.circuits import deciding
from functions.notifications.messages import of_stream_record
from functions.notifications.payload import Letter
from functions.notifications.workers.deliver import deliver as deliver_worker
from shared.store import engine
from tests.aws import World
from tests.notifications.channel import Gateway, failures, queue_record
from tests.notifications.letters import NOW, PERSON, Clock, contact, in_stream, put
from tests.notifications.post_office import NAME, PASSWORD, PostOffice, certificate

SENDER = "notice@lianluo.example.cn"
TO = "wang.li@example.cn"
LETTER = Letter(
    id="n1", kind="seat_free", channel=Channel.EMAIL, to=TO, language="zh-CN",
    title="有空余名额", text="【联络】有一个空余名额。", data={},
)  # fmt: skip
MOMENT = int(NOW.timestamp())
Opened = Callable[..., PostOffice]


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Opens mail servers, and closes them at the end."""
    made: list[PostOffice] = []

    def open_(**options: ssl.SSLContext) -> PostOffice:
        made.append(PostOffice(**options))
        return made[-1]

    yield open_
    for office in made:
        office.stop()


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a server shows whose certificate this process trusts."""
    shown, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(shown))
    return context


def send(url: str, letter: Letter = LETTER) -> None:
    mail.send(url, SENDER, letter, MOMENT)


# ---- what arrives


def test_a_letter_arrives_in_its_words(opened: Opened) -> None:
    office = opened()
    send(office.url())
    (letter,) = office.letters
    assert letter.get_content().strip() == LETTER.text
    assert {name: letter[name] for name in ("To", "From", "Subject", "Message-ID", "Auto-Submitted")} == {
        "To": TO,
        "From": f"联络 <{SENDER}>",
        "Subject": LETTER.title,
        "Message-ID": "<n1@lianluo.example.cn>",
        "Auto-Submitted": "auto-generated",
    }
    assert letter["Date"].datetime == NOW


def test_a_letter_that_is_sent_again_is_known_by_its_id(opened: Opened) -> None:
    office = opened()
    send(office.url())
    send(office.url())
    assert len({letter["Message-ID"] for letter in office.letters}) == 1


def test_a_title_can_add_no_header(opened: Opened) -> None:
    office = opened()
    with pytest.raises(ValueError, match="Header"):
        send(office.url(), Letter("n1", "k", Channel.EMAIL, TO, "en", "x\r\nBcc: b@example.cn", "t", {}))
    assert office.letters == []


# ---- over TLS


def test_a_server_with_tls_from_the_beginning(opened: Opened, trusted: ssl.SSLContext) -> None:
    office = opened(implicit=trusted)
    send(office.url("smtps"))
    assert office.over_tls == [True]


def test_tls_is_begun_where_the_server_offers_it(opened: Opened, trusted: ssl.SSLContext) -> None:
    office = opened(on_request=trusted)
    send(office.url("smtp", f"{NAME}:{quote(PASSWORD, safe='')}@"))
    assert office.over_tls == [True]
    assert office.signed_in == [True]


def test_away_from_loopback_nothing_goes_out_in_plain(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "_LOOPBACK", set())
    office = opened()
    with pytest.raises(TryAgain):
        send(office.url())
    assert office.letters == []


def test_a_server_that_cannot_show_who_it_is_gets_nothing(opened: Opened, tmp_path: Path) -> None:
    _, context = certificate(tmp_path)
    for office, scheme in ((opened(implicit=context), "smtps"), (opened(on_request=context), "smtp")):
        with pytest.raises(TryAgain, match="SSL"):
            send(office.url(scheme))
        assert office.letters == []


def test_a_wrong_password_is_for_the_operator_to_mend_and_no_letter_is_lost(
    opened: Opened, trusted: ssl.SSLContext
) -> None:
    office = opened(on_request=trusted)
    with pytest.raises(TryAgain, match="535") as failed:
        send(office.url("smtp", f"{NAME}:wrong@"))
    assert "wrong" not in str(failed.value)


@pytest.mark.parametrize("url", ["http://localhost:25", "localhost", "smtp://"])
def test_another_kind_of_address_is_a_fault_of_the_deployment(url: str) -> None:
    with pytest.raises(ValueError, match="smtp"):
        send(url)


# ---- refusals


@pytest.mark.parametrize(
    ("recipient", "data", "means"),
    [
        ("550 No such user", "", Declined),
        ("553 Not allowed", "", Declined),
        ("450 Greylisted", "", NotYet),
        ("452 Mailbox full", "", NotYet),
        ("", "554 Refused", Declined),
        ("", "552 Too large", Declined),
        ("", "451 Try again", NotYet),
    ],
)
def test_what_the_server_says_of_a_letter(
    opened: Opened, recipient: str, data: str, means: type[Exception]
) -> None:
    office = opened()
    office.recipient, office.data = recipient, data or office.data
    with pytest.raises(means) as refused:
        send(office.url())
    assert type(refused.value) is means
    assert str(refused.value) == (recipient or data)[:3]


def test_a_server_that_is_down_is_tried_again() -> None:
    with pytest.raises(TryAgain) as refused:
        send("smtp://127.0.0.1:9")
    assert not isinstance(refused.value, NotYet)


def serving(answer: Callable[[socket.socket], None]) -> tuple[socket.socket, int]:
    """Something that listens, and does with a caller as told."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        caller, _ = listening.accept()
        with closing(caller), pytest.MonkeyPatch.context():
            answer(caller)

    threading.Thread(target=serve, daemon=True).start()
    return listening, listening.getsockname()[1]


def _silent(caller: socket.socket) -> None:
    caller.recv(1)


def _dripping(caller: socket.socket) -> None:
    try:
        while True:
            caller.sendall(b"2")
            time.sleep(0.05)
    except OSError:
        return


def test_a_message_gateway_that_never_ends_is_cut_off_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "DEADLINE", 0.4)
    listening, port = serving(_dripping)
    begun = time.monotonic()
    with closing(listening), pytest.raises(TryAgain):
        webhook.post(f"http://127.0.0.1:{port}/", b"s" * 32, "n1", {}, MOMENT)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("answer", [_silent, _dripping])
def test_a_server_that_says_nothing_or_never_ends_is_cut_off(
    monkeypatch: pytest.MonkeyPatch, answer: Callable[[socket.socket], None]
) -> None:
    monkeypatch.setattr(mail, "DEADLINE", 0.4)
    listening, port = serving(answer)
    begun = time.monotonic()
    with closing(listening), pytest.raises(TryAgain):
        send(f"smtp://127.0.0.1:{port}")
    assert time.monotonic() - begun < 3


# ---- as one of several channels


@pytest.fixture
def office(gateway: Gateway, opened: Opened, monkeypatch: pytest.MonkeyPatch, at: Clock) -> PostOffice:
    """The province's mail server, and a recipient with a phone and an address."""
    made = opened()
    monkeypatch.setenv("MAIL_SENDER", SENDER)
    monkeypatch.setenv("SMTP_URL", made.url())
    contact()
    engine.put(
        addresses.AddressItem(
            f"ADDRESS#{PERSON}", "EMAIL", address=TO, confirmed_at="2026-11-01T00:00:00.000Z"
        )
    )
    return made


def deliver(*causes: str) -> list[str]:
    """Tells so many notices by SMS and by e-mail; what comes back."""
    records: list[dict[str, Any]] = []
    for cause in causes:
        for message in of_stream_record(in_stream(put(cause)), [Channel.SMS, Channel.EMAIL]):
            records.append(queue_record(message.as_text(), f"{message.channel}{cause}"))
    return failures(deliver_worker({"Records": records}, None))


def test_a_notice_arrives_by_sms_and_by_e_mail(office: PostOffice, gateway: Gateway) -> None:
    assert deliver("1") == []
    (letter,) = office.letters
    assert (letter["To"], letter["Subject"]) == (TO, "活动邀请")
    assert letter.get_content().strip() == gateway.payloads[0]["text"]
    assert deliver("1") == []
    assert len(office.letters) == len(gateway.received) == 1


def test_a_mail_server_that_is_down_holds_no_sms(
    office: PostOffice, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_URL", "smtp://127.0.0.1:9")
    causes = [str(number) for number in range(8)]
    assert deliver(*causes) == [f"email{cause}" for cause in causes]
    assert len(gateway.received) == 8


def test_a_sender_without_a_server_loses_nothing_until_there_is_one(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    (message,) = of_stream_record(in_stream(put()), [Channel.EMAIL])
    event = {"Records": [queue_record(message.as_text(), tries=9)]}
    monkeypatch.setenv("SMTP_URL", "")
    assert failures(deliver_worker(event, None)) == ["m1"]
    monkeypatch.setenv("SMTP_URL", office.url())
    assert failures(deliver_worker(event, None)) == []
    assert len(office.letters) == 1


def test_a_recipient_who_is_put_off_says_nothing_about_the_server(
    office: PostOffice, gateway: Gateway
) -> None:
    office.recipient = "450 Greylisted"
    causes = [str(number) for number in range(deciding.FAILURES + 2)]
    assert deliver(*causes) == [f"email{cause}" for cause in causes]
    office.recipient = ""
    assert deliver("later") == []
    assert len(office.letters) == 1


def test_who_has_no_address_is_told_by_the_others(
    office: PostOffice, gateway: Gateway, tables: World
) -> None:
    addresses.forget(PERSON)
    assert deliver("1") == []
    assert office.letters == []
    assert len(gateway.received) == 1
