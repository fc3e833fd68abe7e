"""Reads back a drawn QR symbol, undamaged (ISO/IEC 18004), so that tests see what a camera sees."""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from segno import consts

Modules = list[list[int]]

_MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda y, x: (y + x) % 2,
    lambda y, x: y % 2,
    lambda y, x: x % 3,
    lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3,
    lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
)
_BLOCKS: Any = consts.ECC
_QUIET = 4


def from_png(data: bytes, scale: int) -> Modules:
    """The modules of a one-bit grey PNG (row filters None and Up), without the quiet zone."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = dict[bytes, bytes](), 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        chunks[kind] = chunks.get(kind, b"") + data[at + 8 : at + 8 + length]
        at += 12 + length
    width, height, depth, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (width, depth, colour) == (height, 1, 0)
    pixels, stride = zlib.decompress(chunks[b"IDAT"]), 1 + (width + 7) // 8
    rows, above = list[list[int]](), [0] * (stride - 1)
    for start in range(0, len(pixels), stride):
        kind, *line = pixels[start : start + stride]
        assert kind in {0, 2}
        above = [(byte + over) & 0xFF for byte, over in zip(line, above, strict=True)] if kind else line
        rows.append(above)
    size = width // scale

    def dark(y: int, x: int) -> int:
        pixel = x * scale + scale // 2
        return 1 - (rows[y * scale + scale // 2][pixel // 8] >> (7 - pixel % 8) & 1)

    return _crop([[dark(y, x) for x in range(size)] for y in range(size)])


def from_svg(text: str) -> Modules:
    """The modules of an SVG that strokes each dark run of a row, without the quiet zone."""
    found = re.search(r'viewBox="0 0 (\d+) \1"', text)
    assert found is not None
    size = int(found[1])
    path = re.search(r'<path stroke="#000" d="([^"]+)"', text)
    assert path is not None
    modules, x, y = [[0] * size for _ in range(size)], 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[1]):
        values = [float(number) for number in numbers.split()]
        if command == "h":
            for column in range(int(x), int(x + values[0])):
                modules[int(y)][column] = 1
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    return _crop(modules)


def decode(modules: Modules) -> str:
    """The text of a symbol in byte mode, versions 2 to 9."""
    size = len(modules)
    version = (size - 17) // 4
    assert 2 <= version <= 9
    form = sum(modules[8][x] << 14 - i for i, x in enumerate((0, 1, 2, 3, 4))) ^ 0b101010000010010
    level, mask = form >> 13 & 0b11, _MASKS[form >> 10 & 0b111]
    bits = [modules[y][x] ^ (mask(y, x) == 0) for y, x in _data_modules(version, size)]
    words = [int("".join(map(str, bits[i : i + 8])), 2) for i in range(0, len(bits) - 7, 8)]
    data = "".join(f"{word:08b}" for word in _data_words(words, version, level))
    assert data[:4] == "0100", "not byte mode"
    length = int(data[4:12], 2)
    return int(data[12 : 12 + 8 * length], 2).to_bytes(length, "big").decode("utf-8")


def _data_words(words: list[int], version: int, level: int) -> list[int]:
    """The data words in order: blocks are interleaved, longer blocks last."""
    counts = [ec.num_data for ec in _BLOCKS[version][level] for _ in range(ec.num_blocks)]
    blocks: list[list[int]] = [[] for _ in counts]
    stream = iter(words)
    for column in range(max(counts)):
        for block, count in zip(blocks, counts, strict=True):
            if column < count:
                block.append(next(stream))
    return [word for block in blocks for word in block]


def _data_modules(version: int, size: int) -> Iterator[tuple[int, int]]:
    """The places of data bits, in pairs of columns from the right, up and down in turn."""
    centres = consts.ALIGNMENT_POS[version - 2]

    def function(y: int, x: int) -> bool:
        finder = (y < 9 and x < 9) or (y < 9 and x >= size - 8) or (y >= size - 8 and x < 9)
        information = version >= 7 and ((y < 6 and x >= size - 11) or (x < 6 and y >= size - 11))
        aligned = any(
            abs(y - cy) <= 2 and abs(x - cx) <= 2
            for cy in centres
            for cx in centres
            if (cy, cx) not in {(6, 6), (6, size - 7), (size - 7, 6)}
        )
        return finder or information or aligned or y == 6 or x == 6

    upward = True
    for right in (x if x > 6 else x - 1 for x in range(size - 1, 0, -2)):
        for y in range(size - 1, -1, -1) if upward else range(size):
            yield from ((y, x) for x in (right, right - 1) if not function(y, x))
        upward = not upward


def _crop(modules: Modules) -> Modules:
    edge = [*modules[:_QUIET], *modules[-_QUIET:]]
    assert not any(map(any, edge)), "no quiet zone"
    return [row[_QUIET:-_QUIET] for row in modules[_QUIET:-_QUIET]]
