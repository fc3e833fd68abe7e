"""Made-up people: names and phones that belong to nobody in particular, always the same ones."""

from collections.abc import Iterator
from random import Random

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "晓梅建国志强丽华秀英海燕文博思远春生玉兰明辉雅琴永刚淑珍子涵宇轩静怡国庆红霞天佑若曦"
_FIRST_PHONE = 13_900_000_000


def people() -> Iterator[tuple[str, str]]:
    """Endless (name, phone): names are drawn with a fixed seed, phones are counted up."""
    draw = Random("lianluo")  # noqa: S311 - a sample, not a secret
    for number in range(10_000_000):
        name = draw.choice(_SURNAMES) + "".join(draw.sample(_GIVEN, draw.choice((1, 2, 2))))
        yield name, f"+86{_FIRST_PHONE + number}"
