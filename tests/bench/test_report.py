"""What a bench writes goes where it belongs, and nothing else of the page changes."""

from pathlib import Path

import pytest

from tests.bench import report, requests

PAGE = "# Page\n<!-- begin:a -->\nold\n<!-- end:a -->\nbetween\n<!-- begin:b -->\nother\n<!-- end:b -->\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page with two sections."""
    path = tmp_path / "page.md"
    path.write_text(PAGE, "utf-8")
    return path


def test_a_section_is_replaced_and_the_rest_stays(page: Path) -> None:
    report.write("a", "| new |", file=page)
    assert page.read_text("utf-8") == PAGE.replace("old", "| new |")


def test_a_section_that_the_page_does_not_have_is_an_error(page: Path) -> None:
    with pytest.raises(LookupError):
        report.write("c", "new", file=page)
    assert page.read_text("utf-8") == PAGE


def test_a_table_is_markdown() -> None:
    assert report.table(("what", "ms"), [("cold", "1.5")]) == "| what | ms |\n| --- | ---: |\n| cold | 1.5 |"


@pytest.mark.parametrize(("changed", "clean"), [("docs/access.md", False), ("", True)])
def test_figures_are_not_kept_of_a_changed_tree(
    changed: str, clean: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def git(*arguments: str) -> str:
        asked.append(arguments)
        return changed if arguments[0] == "diff" else "0123abcde"

    monkeypatch.setattr(report, "_git", git)
    if clean:
        report.clean()
        assert "commit 0123abcde;" in report.machine()
    else:
        with pytest.raises(report.Uncommitted, match=changed):
            report.clean()
        assert "commit 0123abcde*;" in report.machine()
    assert ":!tests/bench/figures" in asked[0]


def test_figures_that_were_not_measured_anew_keep_the_machine_they_are_of() -> None:
    kept = {
        "machine": "May",
        "of": {"GET /a": {"read": 1}, "GET /b": {"read": 2, "machine": "April"}, "c": {}},
    }
    figures = requests.merged(kept, {"c": {"read": 9}}, "June")
    assert figures == {
        "machine": "June",
        "of": {
            "GET /a": {"read": 1, "machine": "May"},
            "GET /b": {"read": 2, "machine": "April"},
            "c": {"read": 9},
        },
    }
    assert requests.older(figures) == ["\n`GET /a`: May.", "\n`GET /b`: April."]
    assert requests.older(requests.merged(None, {"c": {"read": 9}}, "June")) == []
