"""Under which terms the libraries go along, as far as they say themselves."""

import pytest

from infra.packaging import vendored
from infra.packaging.vendored import VENDORED, Vendored


def test_the_bundle_of_certificates_has_terms_of_its_own() -> None:
    """Mozilla Public License 2.0, section 3.1: under which terms it is, and where these can be had."""
    files = vendored.files()
    assert "botocore/cacert.pem" in files
    terms = files["licences/botocore/cacert.txt"].decode()
    assert "botocore/cacert.pem" in terms
    assert "Mozilla Public License, v. 2.0" in terms
    assert "https://mozilla.org/MPL/2.0/" in terms


def test_who_names_a_licence_in_the_description_alone_goes_along_with_it_and_where_its_text_is() -> None:
    """MIT: the copyright notice goes along with every copy."""
    files = vendored.files()
    said = files["licences/chinesecalendar/METADATA"].decode()
    assert "Author: Lirian Su" in said
    assert "License: MIT License" in said
    notice = files["licences/chinesecalendar/chinesecalendar.txt"].decode()
    assert "Copyright (c) 2017 Lirian Su" in notice
    assert "https://spdx.org/licenses/MIT.html" in notice


@pytest.mark.parametrize("library", VENDORED, ids=lambda library: library.name)
def test_every_library_has_the_text_of_its_licence_or_a_notice_that_says_where_it_is(
    library: Vendored,
) -> None:
    found = {name.split("/")[2] for name, _ in library.terms()}
    assert found != {"METADATA"}, "no text of a licence is installed: write a notice (infra/packaging/terms)"
