"""From the text of one cell to the value it means; every refusal is a sentence a clerk can act on.

What Excel does to codes is undone where nothing was lost (``411402001.0``, ``1.3812345678E+10``) and
refused where digits were (``1.38E+10``).
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from functions.registration.rosters.problems import CellRefused
from shared.domain import divisions, phones, places
from shared.domain.errors import Refusal
from shared.domain.text import clean, has_invisible, is_personal_name

T = TypeVar("T")
KnownDivision = Callable[[str], bool]
"""Whether a division code exists."""

_FRACTION = re.compile(r"(\d+)\.0+", re.ASCII)
_EXPONENT = re.compile(r"(\d)(?:\.(\d+))?E\+(\d{1,2})", re.ASCII | re.IGNORECASE)
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff])\s+(?=[\u3400-\u9fff\U00020000-\U0003ffff])")
_LIST = re.compile(r"[、，,;；\n\t|]+")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00)?)?", re.ASCII)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_EXCEL_DAY = re.compile(r"[2-6]\d{4}", re.ASCII)
_LANDLINE = re.compile(r"(0\d{2,3})-?(\d{7,8})(?:(?:-|转|转接|EXT)(\d{1,6}))?", re.ASCII)
_FREE_CALL = re.compile(r"([48]00)(\d{3})(\d{4})", re.ASCII)
_STATION = re.compile(r"(\d{4,9})-(\d{1,2})", re.ASCII)
_TERM = re.compile(r"第?(\d{1,2}|[一二三四五六七八九十]{1,3})届?", re.ASCII)
_CHINESE = "零一二三四五六七八九"
_YES = {"是", "有", "√", "✓", "✔", "对", "y", "yes", "true", "1", "1.0"}
_NO = {"否", "无", "没有", "不是", "×", "✗", "n", "no", "false", "0", "0.0"}
_FIRST_DAY, _LAST_DAY = date(1949, 10, 1), date(2100, 12, 31)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lstrip("'`‘’").strip()


def _mended(text: str) -> str:
    """What was typed before Excel took it for a number."""
    if match := _FRACTION.fullmatch(text):
        return match.group(1)
    if match := _EXPONENT.fullmatch(text):
        head, decimals, power = match.group(1), match.group(2) or "", int(match.group(3))
        if len(decimals) < power:
            raise CellRefused(
                "digits_lost",
                "Excel 把号码变成了科学计数，末尾数字已丢失；请先把该列设为“文本”格式再重新填写",
                "Excel has turned the number into scientific notation and its last digits are lost; "
                "format the column as text and enter it again",
            )
        if not decimals[power:].strip("0"):
            return head + decimals[:power]
    return text


def text_of(limit: int) -> Callable[[str], str]:
    """A line of text of at most ``limit`` characters."""

    def convert(text: str) -> str:
        line = clean(text)
        if has_invisible(line):
            raise CellRefused(
                "characters",
                "含有控制字符或未编码的生僻字，请删除或重新输入",
                "The text holds control characters or characters outside Unicode; delete or retype them",
            )
        if len(line) > limit:
            raise CellRefused(
                "too_long",
                f"最多 {limit} 个字，现有 {len(line)} 个",
                f"At most {limit} characters, not {len(line)}",
            )
        return line

    return convert


def identifier(text: str) -> str:
    """An office's own number for something: any text, but not one that Excel has mangled."""
    return text_of(40)(_mended(clean(text)))


def person_name(text: str) -> str:
    """A person's name; the blanks that align two-character names (``王　芳``) are dropped."""
    name = _HAN_GAP.sub("", text_of(40)(text))
    if not is_personal_name(name):
        raise CellRefused(
            "name_characters",
            "姓名只能有文字、空格和“·”，不能有数字或其他符号",
            "A name has only letters, spaces and dots, no digits or other signs",
        )
    return name


def words(most: int, limit: int) -> Callable[[str], tuple[str, ...]]:
    """A list written with ``、`` or another separator, of at most ``most`` items of ``limit`` characters;
    repeated items are taken once."""
    item_of = text_of(limit)

    def convert(text: str) -> tuple[str, ...]:
        items = tuple(dict.fromkeys(item for part in _LIST.split(text) if (item := item_of(part))))
        if len(items) > most:
            raise CellRefused(
                "too_many_items",
                f"最多 {most} 项，现有 {len(items)} 项",
                f"At most {most} items, not {len(items)}",
            )
        return items

    return convert


def phone(text: str) -> str:
    """A mainland mobile number in E.164."""
    number = _mended(_plain(text))
    try:
        return phones.normalise(number)
    except Refusal:
        count = len(re.findall(r"\d", number))
        raise CellRefused(
            "phone_invalid",
            f"应为 11 位的中国大陆手机号，现有 {count} 位数字",
            f"A mainland mobile number has 11 digits and begins with 1; this has {count} digits",
        ) from None


def landline(text: str) -> str:
    """A landline as ``0370-2712345``, ``0370-2712345转8`` or ``400-123-4567``."""
    number = re.sub(r"[\s()]", "", _mended(_plain(text))).upper()
    if match := _LANDLINE.fullmatch(number):
        area, local, extension = match.groups()
        return f"{area}-{local}转{extension}" if extension else f"{area}-{local}"
    if match := _FREE_CALL.fullmatch(number.replace("-", "")):
        return "-".join(match.groups())
    raise CellRefused(
        "landline_invalid",
        "应为带区号的固定电话，如 0370-2712345；此处不收手机号",
        "Enter a landline with its area code, e.g. 0370-2712345; mobile numbers are not taken here",
    )


def division(text: str, known: KnownDivision, *, shortest: int, nation: bool = False) -> str:
    """A known division code of at least ``shortest`` digits; the padded forms ``411400`` and
    ``411402001000`` are taken for ``4114`` and ``411402001``. ``nation`` allows ``00``, the country."""
    code = _mended(_plain(text)).replace(" ", "")
    if nation and code in {"全国", "0", "00", "000000"}:
        return divisions.NATION
    if not (code.isascii() and code.isdigit()):
        raise CellRefused(
            "division_not_digits",
            "请填写行政区划代码（数字，如 411402001），不要填写名称",
            "Enter the division's code (digits, e.g. 411402001), not its name",
        )
    candidates = [
        code,
        *(code[:end] for end in (9, 6, 4, 2) if end < len(code) and not code[end:].strip("0")),
    ]
    found = next((one for one in candidates if one != divisions.NATION and known(one)), None)
    if found is None:
        raise CellRefused(
            "division_unknown",
            "没有这个区划代码，请核对（省 2 位、市 4 位、县 6 位、乡 9 位）",
            "There is no such division code (province 2 digits, city 4, county 6, township 9)",
        )
    if len(found) < shortest:
        raise CellRefused(
            "division_too_high",
            f"此处的区划代码至少 {shortest} 位",
            f"The division code needs at least {shortest} digits here",
        )
    return found


def electing_unit(text: str, known: KnownDivision) -> str:
    """A division code, or the name of an electoral district or unit."""
    code = _mended(_plain(text))
    if code.isascii() and code.isdigit():
        return division(code, known, shortest=2)
    return text_of(100)(text)


def station(text: str, known: KnownDivision) -> str:
    """A station's id, ``411402001-01``; whether the station exists is not judged here."""
    match = _STATION.fullmatch(re.sub(r"\s*[-\u2010-\u2015\u2212]\s*", "-", _plain(text)))
    if match is None or not 1 <= int(match.group(2)) <= 99:
        raise CellRefused(
            "station_invalid",
            "应为站点编号，如 411402001-01（区划代码、短横、两位序号）",
            "Enter a station's number like 411402001-01 (division code, hyphen, two digits)",
        )
    return places.station_id(division(match.group(1), known, shortest=4), int(match.group(2)))


def integer(low: int, high: int, units: str = "") -> Callable[[str], int]:
    """A whole number from ``low`` to ``high``; one of the words in ``units`` may follow it."""

    def convert(text: str) -> int:
        digits = _mended(_plain(text).removesuffix("。"))
        for unit in units.split():
            digits = digits.removesuffix(unit).strip()
        digits = _mended(digits)
        if not re.fullmatch(r"\d{1,9}", digits, re.ASCII) or not low <= int(digits) <= high:
            raise CellRefused(
                "number_range",
                f"应为 {low} 到 {high} 之间的整数",
                f"Enter a whole number from {low} to {high}",
            )
        return int(digits)

    return convert


def degrees(low: int, high: int, zh: str, en: str) -> Callable[[str], float]:
    """Decimal degrees, kept to six decimals (a tenth of a metre), inside the bounds of the country."""

    def convert(text: str) -> float:
        plain = _plain(text).rstrip("°")
        value = float(plain) if re.fullmatch(r"-?\d{1,3}(\.\d{1,20})?", plain, re.ASCII) else None
        if value is None or not low <= value <= high:
            raise CellRefused(
                "degrees_range",
                f"应为十进制{zh}，在 {low} 到 {high} 之间；请检查经度和纬度是否填反",
                f"Enter the {en} in decimal degrees from {low} to {high}; "
                "check that latitude and longitude are not exchanged",
            )
        return round(value, 6)

    return convert


def yes_no(text: str) -> bool:
    """是 or 否, and what else people write for them."""
    word = _plain(text).lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellRefused("yes_or_no", "请填“是”或“否”", "Enter 是 (yes) or 否 (no)")


def one_of(names: dict[str, T], offered: tuple[str, ...]) -> Callable[[str], T]:
    """The value with this name; ``offered`` are the names that the refusal lists."""

    def convert(text: str) -> T:
        key = re.sub(r"[\s()、/]|人大代表$", "", _plain(text).lower())
        if key in names:
            return names[key]
        listed = "、".join(offered)
        raise CellRefused("not_offered", f"应为以下之一：{listed}", f"Enter one of: {listed}")

    return convert


def day(text: str) -> date:
    """A date: ``2024-03-01``, ``2024/3/1``, ``2024.3.1``, ``2024年3月1日`` or ``20240301``."""
    plain = re.sub(r"\s*([-/.年月])\s*", r"\1", _plain(text))
    compact = _mended(plain)
    if match := _DATE.fullmatch(plain) or _COMPACT_DATE.fullmatch(compact):
        year, month, number = (int(part) for part in match.groups())
        try:
            found = date(year, month, number)
        except ValueError:
            raise CellRefused("date_impossible", "没有这一天", "There is no such day") from None
        if not _FIRST_DAY <= found <= _LAST_DAY:
            raise CellRefused(
                "date_range",
                f"日期应在 {_FIRST_DAY} 到 {_LAST_DAY} 之间",
                f"The date must lie between {_FIRST_DAY} and {_LAST_DAY}",
            )
        return found
    if _EXCEL_DAY.fullmatch(compact):
        meant = date(1899, 12, 30) + timedelta(days=int(compact))
        raise CellRefused(
            "date_is_serial",
            f"这是 Excel 的日期序号，可能是 {meant}；请把该列设为“日期”格式，或写成 {meant}",
            f"This is Excel's inner number of a day, perhaps {meant}; format the column as a date "
            f"or write {meant}",
        )
    raise CellRefused(
        "date_unreadable",
        "日期请写全年月日，如 2024-03-01 或 2024年3月1日",
        "Write the whole date, e.g. 2024-03-01",
    )


def term(text: str) -> int:
    """The number of a congress's term: ``14``, ``第十四届``."""
    match = _TERM.fullmatch(re.sub(r"\s", "", _mended(_plain(text))))
    number = _number(match.group(1)) if match else 0
    if not 1 <= number <= 99:
        raise CellRefused(
            "term_invalid", "应为届次，如 14 或“第十四届”", "Enter the number of the term, e.g. 14"
        )
    return number


def _number(text: str) -> int:
    """A number below 100 in digits or Chinese; 0 if it is none."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (_CHINESE.find(tens) if tens else 1 if ten else 0) * 10 + (_CHINESE.find(ones) if ones else 0)
