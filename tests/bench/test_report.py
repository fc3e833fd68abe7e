"""What a bench writes goes where it belongs, and nothing else of the page changes."""

from pathlib import Path

import pytest

from tests.bench import report

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
