"""A photo without its metadata: only what the picture needs is kept, segment by segment, chunk by chunk.

Place, device, time, previews and comments go; the orientation stays, or the picture would lie on its side.
Nothing is decoded, so nothing can unpack to more than was sent. Whatever else a file holds (a second format
behind the end, say) is left behind.
"""

import struct
from collections.abc import Iterator
from zlib import crc32

from shared.domain.errors import Refusal

JPEG, PNG = "image/jpeg", "image/png"
MOST_PIXELS = 50_000_000
"""Of what is larger than any telephone takes, a viewer could run out of memory."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHUNKS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"sRGB", b"cHRM", b"pHYs"})
_SOI, _EOI, _SOS, _APP0, _APP1, _APP14, _COM = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xEE, 0xFE
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive: what every viewer shows."""
_TABLES = frozenset({0xC4, 0xDB, 0xDD})
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def cleaned(data: bytes) -> tuple[str, bytes]:
    """The media type that the bytes are, and the picture alone. Raises ``Refusal("photo_invalid")`` for what
    is no whole JPEG or PNG, and for more than :data:`MOST_PIXELS`."""
    try:
        if data.startswith(_SIGNATURE):
            return PNG, _png(data)
        if data.startswith(b"\xff\xd8\xff"):
            return JPEG, _jpeg(data)
    except (struct.error, IndexError) as error:
        raise Refusal("photo_invalid") from error
    raise Refusal("photo_invalid")


def _require(holds: bool) -> None:
    if not holds:
        raise Refusal("photo_invalid")


def _png(data: bytes) -> bytes:
    kept, at = [_SIGNATURE], len(_SIGNATURE)
    names: list[bytes] = []
    while not names or names[-1] != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        _require(end <= len(data))
        _require(struct.unpack_from(">I", data, end - 4)[0] == crc32(data[at + 4 : end - 4]))
        if name == b"IHDR":
            _require(not names and length == 13)
            width, height = struct.unpack_from(">II", data, at + 8)
            _require(0 < width * height <= MOST_PIXELS)
        _require(name in _CHUNKS or name[0:1].islower())
        if name in _CHUNKS:
            kept.append(data[at:end])
        names.append(name)
        at = end
    _require(names[0] == b"IHDR" and b"IDAT" in names)
    return b"".join(kept)


def _jpeg(data: bytes) -> bytes:
    kept, seen = [b"\xff\xd8"], set[int]()
    orientation = 1
    for marker, segment in _segments(data):
        seen.add(marker)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
            _require(0 < width * height <= MOST_PIXELS)
        if marker == _APP1:
            orientation = _orientation(segment[4:]) or orientation
        elif marker in _FRAMES | _TABLES | {_SOS, _APP14}:
            kept.append(segment)
        else:
            _require(_APP0 <= marker <= 0xEF or marker == _COM)
    _require(_SOS in seen and not _FRAMES.isdisjoint(seen))
    if orientation != 1:
        kept.insert(1, _exif(orientation))
    return b"".join([*kept, b"\xff\xd9"])


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker and its bytes, of a scan with what it codes, up to the end of the image."""
    at = 2
    while True:
        _require(data[at] == 0xFF)
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if marker == _EOI:
            return
        _require(marker not in _STANDALONE and marker not in (0x00, _SOI))
        length = struct.unpack_from(">H", data, at + 2)[0]
        end = at + 2 + length
        _require(length >= 2 and end <= len(data))
        if marker == _SOS:
            end = _end_of_scan(data, end)
        yield marker, data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker stands: restarts and stuffed bytes belong to the scan."""
    while True:
        at = data.find(b"\xff", at)
        _require(at >= 0)
        if data[at + 1] == 0x00 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        else:
            return at


def _orientation(segment: bytes) -> int | None:
    """The tag 0x0112 of the first directory of an Exif segment (TIFF 6.0), where it is one of 1 to 8."""
    if not segment.startswith(b"Exif\x00\x00"):
        return None
    tiff = segment[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return None
    try:
        first = struct.unpack_from(f"{order}I", tiff, 4)[0]
        for entry in range(struct.unpack_from(f"{order}H", tiff, first)[0]):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * entry)
            if (tag, kind) == (0x0112, 3):
                return value if 1 <= value <= 8 else None
    except struct.error:
        return None
    return None


def _exif(orientation: int) -> bytes:
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    body = b"Exif\x00\x00" + tiff
    return struct.pack(">BBH", 0xFF, _APP1, len(body) + 2) + body
