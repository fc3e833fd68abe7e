"""Calendar files as RFC 5545 asks for them."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from functions.invitations.feeds.writing import Event, Status, calendar

STAMP = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
STARTS = datetime(2027, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=8)))


def event(**fields: object) -> Event:
    known = {
        "uid": "a1@henan.example.cn",
        "sequence": 0,
        "starts": STARTS,
        "ends": STARTS + timedelta(hours=1),
        "title": "培训",
        "status": Status.CONFIRMED,
        **fields,
    }
    return Event(**known)  # type: ignore[arg-type]


def unfolded(text: str) -> list[str]:
    """The content lines of a file, the pieces of each joined again."""
    return text.replace("\r\n ", "").split("\r\n")


def value(text: str, name: str) -> str:
    """The text of a property, its escapes resolved."""
    (line,) = [line for line in unfolded(text) if line.startswith(f"{name}:")]
    escaped, plain, letters = False, "", line.partition(":")[2]
    for letter in letters:
        if escaped:
            plain += "\n" if letter in "nN" else letter
            escaped = False
        elif letter == "\\":
            escaped = True
        else:
            plain += letter
    return plain


def test_instants_are_in_utc_over_the_turn_of_the_year() -> None:
    lines = unfolded(calendar([event()], STAMP))
    assert "DTSTART:20261231T163000Z" in lines
    assert "DTEND:20261231T173000Z" in lines
    assert "DTSTAMP:20261120T020000Z" in lines


def test_a_file_begins_and_ends_as_it_must_and_every_line_with_crlf() -> None:
    text = calendar([event(), event(uid="a2")], STAMP, "代表活动")
    lines = text.split("\r\n")
    assert lines[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Lianluo//Invitations//ZH",
        "CALSCALE:GREGORIAN",
    ]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "\n" not in text.replace("\r\n", "")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    assert "X-WR-CALNAME:代表活动" in lines


def test_a_file_of_one_has_no_name_and_is_not_refreshed() -> None:
    assert "NAME" not in calendar([event()], STAMP)
    assert "REFRESH" not in calendar([event()], STAMP)


def test_who_may_come_is_not_shown_as_busy() -> None:
    assert "TRANSP:TRANSPARENT" in unfolded(calendar([event(status=Status.TENTATIVE)], STAMP))
    assert "TRANSP:TRANSPARENT" not in unfolded(calendar([event()], STAMP))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=200))
def test_any_title_comes_back_whole_and_no_line_is_longer_than_75_octets(title: str) -> None:
    text = calendar([event(title=title, place="会堂；,\\")], STAMP)
    assert value(text, "SUMMARY") == title
    assert value(text, "LOCATION") == "会堂；,\\"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_long_line_is_cut_between_characters() -> None:
    pieces = calendar([event(title="会" * 60)], STAMP).split("\r\n")
    (begin,) = [number for number, line in enumerate(pieces) if line.startswith("SUMMARY")]
    assert pieces[begin] == "SUMMARY:" + "会" * 22
    assert pieces[begin + 1] == " " + "会" * 24
    assert pieces[begin + 2] == " " + "会" * 14
