"""Problem documents (RFC 9457) in the caller's language."""

import pytest

from shared.web.problems import KINDS
from tests.web.example import app, call

ZH, EN = KINDS["not_found"].zh, KINDS["not_found"].en


def titled(accept_language: str | None) -> tuple[str, str]:
    headers = {} if accept_language is None else {"Accept-Language": accept_language}
    answer = call(app, "GET", "/v1/open/nowhere", headers=headers)
    return answer.json["title"], answer.headers["content-language"]


@pytest.mark.parametrize(
    "accept_language",
    [
        None,
        "",
        "zh-CN",
        "zh",
        "fr-FR",
        "*",
        "zh-Hant-TW,en;q=0.9",
        "en;q=0.3, zh;q=0.8",
        "en;q=0",
        "zh,en",
        "en;q=0, *",
        "eng",
        "en;q=nan",
        ";;q=,,",
        "en-;q=0.1; zh",
    ],
)
def test_chinese_unless_english_is_preferred(accept_language: str | None) -> None:
    assert titled(accept_language) == (ZH, "zh-CN")


@pytest.mark.parametrize(
    "accept_language",
    [
        "en",
        "en-GB",
        "EN-us",
        "fr, en;q=0.5",
        "zh;q=0.5,en;q=0.8",
        "zh;q=0.5, en ; q=0.8",
        "en,zh",
        "zh;q=0,en;q=0.001",
    ],
)
def test_english_where_it_is_preferred(accept_language: str) -> None:
    assert titled(accept_language) == (EN, "en")


def test_a_problem_says_what_it_is_and_which_request_it_was() -> None:
    answer = call(app, "GET", "/v1/open/nowhere")
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json == {
        "type": "urn:lianluo:problem:not_found",
        "title": ZH,
        "status": 404,
        "code": "not_found",
        "instance": "urn:lianluo:request:6f0c2f5e-0000-4000-8000-000000000001",
    }
    assert ZH.encode() in answer.body


def test_a_refusal_carries_its_article_and_when_to_come_again() -> None:
    answer = call(app, "GET", "/v1/refused")
    assert answer.status == 429
    assert answer.headers["retry-after"] == "60"
    assert answer.json["basis"] == {"instrument": "shangqiu", "article": "19"}


def test_a_code_without_words_is_our_own_fault() -> None:
    answer = call(app, "GET", "/v1/unknown-code")
    assert (answer.status, answer.json["code"]) == (500, "internal_error")


def test_every_kind_has_both_languages_and_fitting_placeholders() -> None:
    for code, kind in KINDS.items():
        assert 400 <= kind.status < 600, code
        assert any("\u4e00" <= char <= "\u9fff" for char in kind.zh), code
        assert kind.en.isascii(), code
        in_english = {name.removesuffix("_en") for name in _names(kind.en)}
        assert set(_names(kind.zh)) == in_english, code


def _names(sentence: str) -> list[str]:
    return [part.split("}")[0] for part in sentence.split("{")[1:]]
