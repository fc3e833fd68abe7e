"""A draft binds nobody, unless a deployment says from which day it lives by it."""

from datetime import date

import pytest

from shared.regulations.adopting import Adoption, adopted, adoptions
from shared.regulations.library import Library, library
from shared.regulations.rules import Pack, Status
from tests.regulations.moments import on

SHENZHEN = adoptions("shenzhen:2026-01-01")


def pack(instrument: str) -> Pack:
    (found,) = [pack for pack in library().packs if pack.instrument.id == instrument]
    return found


def test_a_setting_names_drafts_and_days() -> None:
    assert (Adoption("shenzhen", date(2026, 1, 1)),) == SHENZHEN
    assert adoptions("none") == ()
    assert len(adoptions("shenzhen:2026-01-01, other:2027-03-01")) == 2
    with pytest.raises(ValueError, match="day"):
        adoptions("shenzhen")


def test_a_draft_binds_only_where_and_since_when_it_is_adopted() -> None:
    """sz-09a binds nobody by itself."""
    assert library().rulebook("4403", on("2026-11-20")).rule("sz-09a") is None
    living = library(SHENZHEN)
    assert living.rulebook("4403", on("2026-01-01")).rule("sz-09a") is not None
    assert living.rulebook("4403", on("2025-12-31")).rule("sz-09a") is None
    assert living.rulebook("4401", on("2026-11-20")).rule("sz-09a") is None
    assert library().rulebook("4403", on("2026-11-20")).rule("sz-09a") is None, "the packs stay as they are"


def test_what_is_adopted_still_says_that_it_is_a_draft() -> None:
    title = library(SHENZHEN).rulebook("4403", on("2026-11-20")).instruments["shenzhen"].title
    assert "草案" in title


def test_only_a_draft_is_adopted_and_not_before_a_version_in_force() -> None:
    with pytest.raises(ValueError, match="no draft"):
        library(adoptions("shangqiu:2026-01-01"))
    with pytest.raises(ValueError, match="no draft"):
        library(adoptions("nowhere:2026-01-01"))
    draft = pack("shenzhen")
    version = draft.instrument.but(status=Status.IN_FORCE, in_force_from=date(2026, 6, 1), version="2026")
    adopted_later = Pack("shenzhen-2026.toml", version, (), {}, {})
    with pytest.raises(ValueError, match="in force itself"):
        adopted([draft, adopted_later], SHENZHEN)


def test_an_older_version_binds_until_the_day_before() -> None:
    draft = pack("shenzhen")
    text = draft.instrument.but(status=Status.IN_FORCE, in_force_from=date(2007, 7, 27), version="2007")
    old = Pack("shenzhen-2007.toml", text, (), {}, {})
    together = Library(adopted([old, draft, pack("national")], SHENZHEN))
    for day, version in (("2025-12-31", "2007"), ("2026-01-01", "")):
        bound = {one.instrument.id: one.instrument.version for one in together.in_force(on(day))}
        assert bound["shenzhen"] == version
