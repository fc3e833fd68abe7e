"""Photos: taken by what their bytes are, kept as the picture alone."""

import struct
from typing import Any
from zlib import compress, crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.suggestions.opinions.photos import images
from shared.domain.errors import Refusal
from tests.gateway import Response, someone
from tests.suggestions.opinions.street import AUDITOR, LIAISON, NEIGHBOUR, Street, code, staff_of

PLACE = b"GPS 34.4416N 115.6563E"


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def exif(orientation: int, order: str = "<") -> bytes:
    """An Exif segment with the orientation, a place and a preview behind it."""
    mark = b"II" if order == "<" else b"MM"
    head = struct.pack(f"{order}2sHIH", mark, 42, 8, 2)
    make = struct.pack(f"{order}HHII", 0x010F, 2, 4, 0)
    turned = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    return segment(0xE1, b"Exif\x00\x00" + head + make + turned + b"\x00" * 4 + PLACE)


FRAME = segment(0xC0, struct.pack(">BHHB", 8, 600, 800, 1) + b"\x01\x11\x00")
TABLES = segment(0xDB, b"\x00" + b"\x01" * 64) + segment(0xC4, b"\x00" + b"\x00" * 16)
SCAN = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
JFIF = segment(0xE0, b"JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00")
END = b"\xff\xd9"


def jpeg(*extra: bytes, frame: bytes = FRAME, behind: bytes = b"") -> bytes:
    return b"\xff\xd8" + JFIF + b"".join(extra) + TABLES + frame + SCAN + END + behind


PLAIN = b"\xff\xd8" + TABLES + FRAME + SCAN + END


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc32(name + body))


def header(width: int = 4, height: int = 4) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))


def png(*extra: bytes, head: bytes | None = None, behind: bytes = b"") -> bytes:
    whole = [head or header(), *extra, chunk(b"IDAT", compress(b"\x00" * 20)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(whole) + behind


def test_what_tells_of_place_and_device_is_taken_out() -> None:
    told = [exif(1), segment(0xE2, PLACE), segment(0xED, PLACE), segment(0xFE, PLACE)]
    assert images.cleaned(jpeg(*told, behind=PLACE)) == ("image/jpeg", PLAIN)
    noted = [chunk(b"tEXt", PLACE), chunk(b"eXIf", PLACE), chunk(b"iTXt", PLACE), chunk(b"tIME", b"0" * 7)]
    assert images.cleaned(png(*noted, behind=PLACE)) == ("image/png", png())


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stays_upright(orientation: int, order: str) -> None:
    _, kept = images.cleaned(jpeg(exif(orientation, order)))
    assert PLACE not in kept
    assert (b"Exif" in kept) == (orientation != 1)
    again = images.cleaned(kept)[1]
    assert again == kept


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + b"\x00" * 20,
        b"PK\x03\x04" + b"\x00" * 100,
        b"<svg onload=alert(1)>",
        b"\xff\xd8\xff",
        PLAIN[:-8],
        b"\xff\xd8" + FRAME + END,
        jpeg(frame=segment(0xC0, struct.pack(">BHHB", 8, 65535, 65535, 1))),
        jpeg(frame=segment(0xC0, b"\x08")),
        png()[:-6],
        png(head=header(60_000, 60_000)),
        png(head=header(0, 4)),
        png(chunk(b"IDAT", b"x")[:-1] + b"\x00"),
        png(chunk(b"XXXX", b"unknown and critical")),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""),
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", 2**31, b"IHDR"),
    ],
    ids=range(16),
)
def test_what_is_no_whole_picture_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal, match="photo_invalid"):
        images.cleaned(data)


@given(st.sampled_from([jpeg(exif(6)), png(chunk(b"tEXt", PLACE))]), st.data())
def test_broken_files_are_refused_or_clean(whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 8)) :]
    try:
        _, kept = images.cleaned(broken)
    except Refusal as refusal:
        kept = b""
        code = refusal.code
    else:
        code = ""
    assert code in ("", "photo_invalid")
    assert kept == b"" or images.cleaned(kept)[1] == kept


def ask(street: Street, receipt: Any, media_type: str = "image/jpeg") -> Response:
    body = {"receipt": receipt["receipt"], "secret": receipt["secret"], "media_type": media_type}
    return street.send("POST", "/v1/opinions/follow/photos", body)


def arrive(street: Street, receipt: Any, photo: str) -> Response:
    body = {"receipt": receipt["receipt"], "secret": receipt["secret"], "photo": photo}
    return street.send("POST", "/v1/opinions/follow/photos/arrival", body)


def sent(street: Street, receipt: Any, data: bytes) -> str:
    """The id of a photo whose file lies in the bucket, as the form would have put it there."""
    asked = ask(street, receipt)
    assert asked.status == 201, asked.text
    upload = asked.json["upload"]
    assert upload["max_bytes"] == 5 * 1024 * 1024
    store(street).put_object(Bucket=bucket(street), Key=upload["fields"]["key"], Body=data)
    return str(asked.json["photo"])


def store(street: Street) -> Any:
    return street.world.client("s3")


def bucket(street: Street) -> str:
    return street.world.names["DocumentsBucket"]


def kept(street: Street) -> dict[str, bytes]:
    """Every file in the bucket."""
    found = store(street).list_objects_v2(Bucket=bucket(street)).get("Contents", [])
    return {
        one["Key"]: store(street).get_object(Bucket=bucket(street), Key=one["Key"])["Body"].read()
        for one in found
    }


def test_a_photo_is_kept_as_the_picture_alone(street: Street) -> None:
    receipt, unit = street.bring(), street.unit()
    photo = sent(street, receipt, jpeg(exif(1)))
    answer = arrive(street, receipt, photo)
    assert (answer.status, answer.json["media_type"], answer.json["size"]) == (200, "image/jpeg", len(PLAIN))
    assert list(kept(street).values()) == [PLAIN]
    assert arrive(street, receipt, photo).json == answer.json
    assert [one["id"] for one in street.follow(receipt)["photos"]] == [photo]
    assert street.opinion(receipt)["version"] == 2
    assert street.history(receipt)[1]["what"] == "photo_added"

    path = f"/v1/opinions/{receipt['receipt']}/photos/{photo}"
    for by in (LIAISON, AUDITOR):
        found = street.done("GET", path, by=by)
        assert "opinions/kept/" in found["url"]
    assert code(street.send("GET", path, by=NEIGHBOUR)) == (403, "out_of_scope")
    absent = path[:-1] + ("0" if photo[-1] != "0" else "1")
    assert code(street.send("GET", absent, by=LIAISON)) == (404, "photo_not_found")

    of_unit = f"/v1/units/{unit.id}{path.removeprefix('/v1')}"
    assert code(street.send("GET", of_unit, by=staff_of(unit))) == (404, "case_not_found")
    street.sorted(receipt, matter_remit="township")
    street.took(receipt, "handover", {"unit": unit.id})
    assert street.done("GET", of_unit, by=staff_of(unit))["id"] == photo
    stranger = someone("unit_staff:u" + "7" * 20, person="pstranger000000000000")
    assert code(street.send("GET", of_unit, by=stranger)) == (404, "case_not_found")


def test_a_file_that_only_says_that_it_is_a_photo_is_removed(street: Street) -> None:
    receipt = street.bring()
    photo = sent(street, receipt, b"PK\x03\x04" + b"\x00" * 1000)
    assert code(arrive(street, receipt, photo)) == (422, "photo_invalid")
    assert kept(street) == {}
    assert street.follow(receipt)["photos"] == []
    assert code(arrive(street, receipt, photo)) == (409, "photo_not_sent")


def test_a_file_that_is_too_large_is_not_read(street: Street) -> None:
    receipt = street.bring()
    photo = sent(street, receipt, PLAIN + b"\x00" * (5 * 1024 * 1024))
    assert code(arrive(street, receipt, photo)) == (422, "photo_invalid")
    assert kept(street) == {}


def test_photos_are_six_and_of_the_holder_of_the_receipt(street: Street) -> None:
    receipt, other = street.bring(), street.bring()
    for _ in range(6):
        assert arrive(street, receipt, sent(street, receipt, png())).status == 200
    assert code(ask(street, receipt)) == (409, "limit_reached")
    wrong = {"receipt": receipt["receipt"], "secret": other["secret"]}
    assert code(ask(street, wrong)) == (404, "receipt_wrong")
    assert code(ask(street, other, "image/svg+xml")) == (400, "invalid_request")
    for _ in range(12):
        assert ask(street, other).status == 201
    assert code(ask(street, other)) == (429, "too_many_requests")
