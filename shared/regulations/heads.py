"""What an instrument, a rule and a part have, whatever their kind."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from shared.domain import divisions
from shared.regulations.faults import Mismatch
from shared.regulations.forms import CONDITIONS
from shared.regulations.kinds import KINDS
from shared.regulations.rules import Modality, Status, SubjectKind
from shared.regulations.shapes import DAY, TEXT, Place, Shape, list_of, matching, one_of
from shared.regulations.value import Value
from shared.regulations.values import Condition

ID = matching(
    r"[a-z][a-z0-9]*(-[a-z0-9]+)*", 'an id of lower-case letters, digits and hyphens, such as "sq-13b"'
)
RULE_ID = matching(
    r"[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]{1,12})?",
    'the id of a rule or part, such as "sq-13b" or "sq-08a.b"',
)
SUFFIX = matching(r"[a-z0-9]{1,12}", 'a suffix of lower-case letters and digits, such as "a"')
ARTICLE = matching(
    r"[1-9][0-9]*(-[1-9][0-9]*)?(\([1-9][0-9]*\))?",
    'an article such as "13", "13-2" (paragraph) or "20(1)" (item)',
)


_PROVINCES = (
    *(*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66)),
    *(71, 81, 82),
)
"""GB/T 2260. A pack may be written before its province's divisions are in the table of this deployment."""


def _division(value: Any, _: Place) -> str:
    if isinstance(value, str) and (divisions.exists(value) or _of_another_province(value)):
        return value
    raise Mismatch(DIVISION.expects, value)


def _of_another_province(code: str) -> bool:
    well_formed = re.fullmatch(r"\d{2}(\d{2}(\d{2}(\d{3})?)?)?", code) is not None
    return well_formed and int(code[:2]) in _PROVINCES and not divisions.exists(code[:2])


DIVISION: Shape[str] = Shape(
    'the code of a known division as a text, such as "4114" ("00" is the nation)', _division
)


class InstrumentFields(Value):
    """What an instrument's own table has."""

    id: Annotated[str, ID, "the instrument's; the same in all its versions"]
    title: Annotated[str, TEXT, "in Chinese, in full"]
    title_en: Annotated[str, TEXT, "in English"]
    division: Annotated[str, DIVISION, "where it holds"]
    status: Annotated[str, one_of(*Status), "a draft binds nobody"]
    in_force_from: Annotated[date | None, DAY, "first day"] = None
    in_force_to: Annotated[date | None, DAY, "last day"] = None
    adopted_on: Annotated[date | None, DAY, "when it was adopted"] = None
    version: Annotated[str, TEXT, "what tells this version from others"] = ""
    links: Annotated[
        tuple[str, ...], list_of(matching(r"https?://\S+", "a web address")), "where the text is"
    ] = ()

    def check(self) -> list[tuple[str, str, str]]:
        faults = []
        if self.status == Status.IN_FORCE and self.in_force_from is None:
            faults.append(("in_force_from", "the first day of an instrument in force", "nothing"))
        if self.in_force_from and self.in_force_to and self.in_force_to < self.in_force_from:
            faults.append(("in_force_to", f"no day before {self.in_force_from}", str(self.in_force_to)))
        return faults


class RuleFields(Value):
    """What every rule has, besides the fields of its kind."""

    id: Annotated[str, ID, "unique in all packs"]
    article: Annotated[str, ARTICLE, "where it stands"]
    modality: Annotated[str, one_of(*Modality), "how strongly it binds"]
    kind: Annotated[str, one_of(*KINDS), "what sort of rule it is"]
    subject: Annotated[str, one_of(*SubjectKind), "whom it binds"]
    says: Annotated[str, TEXT, "one Chinese sentence in the author's own words"]
    says_en: Annotated[str, TEXT, "the same in English"]
    condition: Annotated[Condition, CONDITIONS]
    replaces: Annotated[
        tuple[str, ...], list_of(ID), "ids of rules that no longer apply where this one does"
    ] = ()
    in_force_from: Annotated[date | None, DAY, "if later than the instrument's"] = None
    in_force_to: Annotated[date | None, DAY, "if earlier than the instrument's"] = None


class PartFields(Value):
    """What a part has; what it leaves out is the rule's."""

    id: Annotated[str, SUFFIX, "appended to the rule's id after a full stop"]
    condition: Annotated[Condition, CONDITIONS]
    kind: Annotated[str, one_of(*KINDS), "if not the rule's"] = ""
    subject: Annotated[str, one_of(*SubjectKind), "if not the rule's"] = ""
    modality: Annotated[str, one_of(*Modality), "if not the rule's"] = ""
    says: Annotated[str, TEXT, "if not the rule's"] = ""
    says_en: Annotated[str, TEXT, "if not the rule's"] = ""
    article: Annotated[str, ARTICLE, "if not the rule's"] = ""
