"""Under which terms the libraries go along, as far as they say themselves."""

from infra.packaging import vendored


def test_the_bundle_of_certificates_has_terms_of_its_own() -> None:
    """Mozilla Public License 2.0, section 3.1: under which terms it is, and where these can be had."""
    files = vendored.files()
    assert "botocore/cacert.pem" in files
    terms = files["licences/botocore/cacert.txt"].decode()
    assert "botocore/cacert.pem" in terms
    assert "Mozilla Public License, v. 2.0" in terms
    assert "https://mozilla.org/MPL/2.0/" in terms


def test_who_names_a_licence_in_the_description_alone_goes_along_with_it() -> None:
    said = vendored.files()["licences/chinesecalendar/METADATA"].decode()
    assert "Author: Lirian Su" in said
    assert "License: MIT License" in said
