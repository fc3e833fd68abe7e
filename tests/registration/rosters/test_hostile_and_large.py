"""Any bytes are read or refused; ten thousand rows are read one at a time."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from functions.registration.rosters.columns import DEPUTIES, KINDS, STAFF
from functions.registration.rosters.kinds import Kind
from functions.registration.rosters.templates import write_csv, write_xlsx
from tests.registration.rosters import samples
from tests.registration.rosters.samples import deputy_row, opened, read_all, shared_strings_workbook

BOOKS = [
    samples.workbook(samples.STAFF_HEADER, samples.STAFF),
    shared_strings_workbook(samples.STAFF_HEADER, samples.STAFF),
]
CSV = samples.text(samples.STAFF_HEADER, samples.STAFF)


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=300))
@example(data=b"PK\x03\x04")
@example(data=b"\xff\xfe\x00\xd8")
@example(data=b'"')
def test_any_bytes_are_read_or_refused_in_words(kind: Kind[Any], data: bytes) -> None:
    results, problems = read_all(kind, data)
    assert problems or all(result.value or result.problems for result in results)


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(alphabet="手机号姓名角色,;，\t\n\r\"'=1380#＃ \0\ufeff站长", max_size=80),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
)
def test_any_text_is_read_or_refused_in_words(text: str, encoding: str) -> None:
    read_all(STAFF, text.encode(encoding))
    read_all(STAFF, (CSV + text).encode(encoding))


@settings(max_examples=200, deadline=None)
@given(book=st.sampled_from(BOOKS), data=st.data())
def test_any_damage_to_a_workbook_is_survived(book: bytes, data: st.DataObject) -> None:
    """Bytes are changed in the archive as it is, compressed parts and directory alike."""
    broken = bytearray(book)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(broken)))
    read_all(STAFF, bytes(broken))
    read_all(STAFF, bytes(broken[:cut]))


@settings(max_examples=200, deadline=None)
@given(book=st.sampled_from(BOOKS), data=st.data())
def test_any_damage_to_the_xml_of_a_workbook_is_survived(book: bytes, data: st.DataObject) -> None:
    def harm(name: str, content: bytes) -> bytes:
        if not data.draw(st.booleans()):
            return content
        start = data.draw(st.integers(0, len(content)))
        put = data.draw(
            st.binary(max_size=4)
            | st.sampled_from(
                [b"<", b">", b'"', b"9" * 20, b"-1", b"<f>1</f>", b' t="d"', b' t="e"', b' s="9"']
            )
        )
        return content[:start] + put + content[start + data.draw(st.integers(0, 3)) :]

    read_all(STAFF, samples.repacked(book, harm))


@pytest.mark.parametrize("writer", [write_csv, write_xlsx], ids=["csv", "xlsx"])
def test_ten_thousand_rows_are_read_one_at_a_time(writer: Callable[..., bytes]) -> None:
    rows = [deputy_row(f"+86138{number:08d}") for number in range(10_000)]
    roster = opened(DEPUTIES, writer(DEPUTIES, rows))
    for number, (row, result) in enumerate(zip(rows, roster, strict=True), start=2):
        assert result.row == number
        assert result.value == row


@pytest.mark.parametrize("writer", [write_csv, write_xlsx], ids=["csv", "xlsx"])
def test_reading_holds_no_more_than_the_file_its_texts_and_its_keys(writer: Callable[..., bytes]) -> None:
    data = writer(DEPUTIES, [deputy_row(f"+86138{number:08d}") for number in range(3000)])
    list(opened(DEPUTIES, data))
    tracemalloc.start()
    try:
        good = sum(result.value is not None for result in opened(DEPUTIES, data))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert good == 3000
    assert peak < 16 * 1024 * 1024
