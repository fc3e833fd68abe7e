"""The forms of cells that several columns share, and the Chinese names of fixed values."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from functions.registration.rosters import converters, hours
from functions.registration.rosters.converters import KnownDivision
from functions.registration.rosters.kinds import Form
from shared.domain.divisions import Level
from shared.domain.roles import Role
from shared.domain.stations import Post, StationType

V = TypeVar("V", bound=str)


def _alone(convert: Callable[[str], Any]) -> Callable[[str, KnownDivision], Any]:
    return lambda text, _known: convert(text)


def text(limit: int) -> Form:
    """A line of text; an empty cell is an empty text."""
    return Form(_alone(converters.text_of(limit)), empty="")


def division(shortest: int, *, nation: bool = False) -> Form:
    """A code of at least ``shortest`` digits of a division that exists; ``nation`` allows ``00``."""
    return Form(
        lambda text, known: converters.division(text, known, shortest=shortest, nation=nation),
    )


def integer(low: int, high: int, units: str = "", empty: int | None = None) -> Form:
    """A whole number, perhaps followed by one of the words in ``units``."""
    return Form(_alone(converters.integer(low, high, units)), numeric=True, empty=empty)


def degrees(low: int, high: int, zh: str, en: str) -> Form:
    """Decimal degrees."""
    return Form(_alone(converters.degrees(low, high, zh, en)), numeric=True)


def words(most: int, limit: int) -> Form:
    """A list of at most ``most`` items of ``limit`` characters."""
    return Form(_alone(converters.words(most, limit)), "、".join, empty=())


def named(names: Mapping[str, V]) -> Form:
    """Fixed values: every name and the values themselves are read; the first name of each is written
    and offered."""
    first: dict[str, str] = {}
    for name, value in names.items():
        first.setdefault(value, name)
    readable = {**names, **{str(value): value for value in names.values()}}
    choices = tuple(first.values())
    return Form(_alone(converters.one_of(readable, choices)), first.__getitem__, choices=choices)


PERSON_NAME = Form(_alone(converters.person_name))
ARMED_FORCES_UNIT = Form(_alone(converters.text_of(100)))
IDENTIFIER = Form(_alone(converters.identifier), empty="")
FIELDS = words(20, 30)
FACILITIES = words(30, 40)
YES_NO = Form(
    _alone(converters.yes_no), lambda value: "是" if value else "否", empty=False, choices=("是", "否")
)
DAY = Form(_alone(converters.day), date.isoformat)
TERM = Form(_alone(converters.term), numeric=True)
HOURS = Form(_alone(hours.parse), hours.write, empty=())
MOBILE = Form(_alone(converters.phone), lambda value: value.removeprefix("+86"), private=True)
LANDLINE = Form(_alone(converters.landline), empty="", private=True)
STATION = Form(converters.station)
ELECTING_UNIT = Form(converters.electing_unit)
GENDER = named({"男": "male", "女": "female"})

STATION_TYPE = named(
    {
        "联络站": StationType.LIAISON_STATION,
        "人大代表联络站": StationType.LIAISON_STATION,
        "代表联络站": StationType.LIAISON_STATION,
        "代表之家": StationType.DEPUTY_HOME,
        "人大代表之家": StationType.DEPUTY_HOME,
        "中心联络站": StationType.CENTRAL_STATION,
        "社区联系点": StationType.COMMUNITY_POINT,
        "行业联系点": StationType.INDUSTRY_POINT,
        "产业联系点": StationType.INDUSTRY_POINT,
        "网上联络站": StationType.ONLINE_STATION,
        "开发区联络站": StationType.DEVELOPMENT_ZONE,
    }
)
LEVEL = named(
    {
        "全国": Level.NATIONAL,
        "省": Level.PROVINCE,
        "省级": Level.PROVINCE,
        "自治区": Level.PROVINCE,
        "直辖市": Level.PROVINCE,
        "市": Level.CITY,
        "市级": Level.CITY,
        "设区的市": Level.CITY,
        "县": Level.COUNTY,
        "县级": Level.COUNTY,
        "区": Level.COUNTY,
        "区级": Level.COUNTY,
        "县市区": Level.COUNTY,
        "乡": Level.TOWNSHIP,
        "乡级": Level.TOWNSHIP,
        "镇": Level.TOWNSHIP,
        "乡镇": Level.TOWNSHIP,
    }
)
POSITION = named(
    {
        "站长": Role.STATION_HEAD,
        "联络员": Role.LIAISON_OFFICER,
        "专业人员": Post.SPECIALIST,
        "乡镇工作人员": Role.TOWNSHIP_STAFF,
        "街道工作人员": Role.TOWNSHIP_STAFF,
        "乡镇街道工作人员": Role.TOWNSHIP_STAFF,
        "常委会工作人员": Role.COMMITTEE_STAFF,
        "代工委工作人员": Role.COMMITTEE_STAFF,
        "审计员": Role.AUDITOR,
        "监督员": Role.AUDITOR,
        "常委会组成人员": Role.MEMBER,
        "组成人员": Role.MEMBER,
    }
)
