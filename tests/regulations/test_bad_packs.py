# ruff: noqa: E501  a message stands in one line, as people see it
"""A bad pack: one clear message for each fault, all of them at once, and nothing else is taken down."""

import subprocess
import sys
from pathlib import Path

import pytest

from shared.regulations.faults import PackFaults
from shared.regulations.library import Library, from_sources
from shared.regulations.loading import parse
from tests.regulations.books import TODAY, pack, rule

QUOTA = 'of = "check_in"\nat_least = 2\nper = "year"'
GOOD = """
[instrument]
id = "sample"
title = "示例办法"
title_en = "Sample Measures"
division = "4114"
status = "in_force"
in_force_from = 2024-05-01

[[rule]]
id = "x-1"
article = "13"
modality = "must"
kind = "quota"
subject = "deputy"
says = "示例。"
says_en = "A sample."
of = "check_in"
at_least = 2
per = "year"
"""


def faults(text: str | bytes) -> list[str]:
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(PackFaults) as caught:
        parse(content, "p.toml")
    return [str(fault) for fault in caught.value.faults]


def changed(old: str, new: str) -> list[str]:
    assert old in GOOD
    return faults(GOOD.replace(old, new))


def test_the_good_pack_is_good() -> None:
    assert len(parse(GOOD.encode(), "p.toml").rules) == 1
    assert len(parse(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(), "p.toml").rules) == 1


NUMBER = 'a whole number of 1 or more, a fraction such as "1/2", or a percentage such as "60%"'
LENGTH = 'a length such as "3 months", in hours, days, working_days, weeks, months or years'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "quota"', 'kind = "quotum"', "p.toml: rule x-1: kind: expected one of quota, deadline, size, calendar, route, checklist, publish, permit, consequence, attest, bar, metric, ref; found \"quotum\""),
        ('per = "year"', 'per = "year"\nevery = 3', "p.toml: rule x-1: every: expected one of the fields"),
        ("at_least = 2", "at_least = -2", f"p.toml: rule x-1: at_least: expected {NUMBER}; found -2"),
        ("at_least = 2", "at_least = 0", f"p.toml: rule x-1: at_least: expected {NUMBER}; found 0"),
        ("at_least = 2", "at_least = 2.5", f"p.toml: rule x-1: at_least: expected {NUMBER}; found 2.5"),
        ("at_least = 2", "at_least = true", f"p.toml: rule x-1: at_least: expected {NUMBER}; found true"),
        ("at_least = 2", 'at_least = "3/2"\nout_of = "deputies"', 'p.toml: rule x-1: at_least: expected a fraction of at most the whole; found "3/2"'),
        ("at_least = 2", 'at_least = "1/2"', "p.toml: rule x-1: out_of: expected the set of whose number the fraction is; found nothing"),
        ("at_least = 2", "at_least = 3\nat_most = 2", "p.toml: rule x-1: at_most: expected no less than the least, 3; found 2"),
        ("at_least = 2", "at_least = { town = 2 }", "p.toml: rule x-1: at_least: expected a table by level, of national, province, city, county, township; found a table of town"),
        ("at_least = 2\n", "", "p.toml: rule x-1: at_least: expected a bound: at_least, more_than, at_most, ...; found none"),
        ('per = "year"', 'per = "3"', 'p.toml: rule x-1: per: expected week, month, quarter'),
        ('per = "year"', 'per = "rolling 3"', 'p.toml: rule x-1: per: expected week, month, quarter'),
        ('per = "year"\n', "", "p.toml: rule x-1: per: expected week, month, quarter"),
        ('of = "check_in"', 'of = "chek_in"', 'p.toml: rule x-1: of: expected a known word (built in, or declared under [words] of this pack); found "chek_in"'),
        ('of = "check_in"', "of = []", "p.toml: rule x-1: of: expected a word or a list of words; found []"),
        ('of = "check_in"', 'of = ["check_in", "check_in"]', "p.toml: rule x-1: of: expected each word once"),
        ('subject = "deputy"', 'subject = "deputies"', "p.toml: rule x-1: subject: expected one of deputy, member"),
        ('subject = "deputy"', 'subject = "deputy"\nwhen = { levels = "city" }', 'p.toml: rule x-1: when.levels: expected a known fact (built in, or declared under [facts] of this pack); found "levels"'),
        ('subject = "deputy"', 'subject = "deputy"\nwhen = { level = "town" }', 'p.toml: rule x-1: when.level: expected of national, province, city, county, township; found "town"'),
        ('subject = "deputy"', 'subject = "deputy"\nwhen = { grassroots = "yes" }', 'p.toml: rule x-1: when.grassroots: expected of true, false; found "yes"'),
        ('modality = "must"', 'modality = "shall"', "p.toml: rule x-1: modality: expected one of must, must_not, may, generally, best_effort; found \"shall\""),
        ('article = "13"', 'article = "十三"', 'p.toml: rule x-1: article: expected an article such as "13", "13-2" (paragraph) or "20(1)" (item); found "十三"'),
        ('id = "x-1"', 'id = "X 1"', "p.toml: rule X 1: id: expected an id of lower-case letters"),
        ('id = "x-1"\n', "", "p.toml: rule number 1: id: expected an id of lower-case letters"),
        ('says = "示例。"', 'says = "  "', 'p.toml: rule x-1: says: expected a text; found "  "'),
        ('division = "4114"', 'division = "4199"', 'p.toml: instrument.division: expected the code of a known division as a text, such as "4114" ("00" is the nation); found "4199"'),
        ('division = "4114"', "division = 4114", "p.toml: instrument.division: expected the code of a known division as a text"),
        ('division = "4114"', 'division = "9914"', "p.toml: instrument.division: expected the code of a known division"),
        ("in_force_from = 2024-05-01", 'in_force_from = "soon"', "p.toml: instrument.in_force_from: expected a day such as 2024-05-01; found \"soon\""),
        ("in_force_from = 2024-05-01\n", "", "p.toml: instrument.in_force_from: expected the first day of an instrument in force; found nothing"),
        ("in_force_from = 2024-05-01", "in_force_from = 2024-05-01\nin_force_to = 2024-04-01", "p.toml: instrument.in_force_to: expected no day before 2024-05-01; found 2024-04-01"),
        ('status = "in_force"', 'status = "valid"', 'p.toml: instrument.status: expected one of in_force, draft; found "valid"'),
        ("[[rule]]", "[[rules]]", "p.toml: rule: expected at least one [[rule]]; found none"),
        ("[instrument]", "[instruments]", "p.toml: instrument: expected a table [instrument]; found nothing"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_file_rule_field_and_what_was_expected(old: str, new: str, message: str) -> None:
    assert any(found.startswith(message) for found in changed(old, new)), changed(old, new)


FIELDS = [
    ("deadline", 'after = "received"\nuntil = "replied"\nwithin = 3', f"within: expected a unit after the number, as in {LENGTH}; found 3"),
    ("deadline", 'after = "received"\nuntil = "replied"\nwithin = "3"', "within: expected a unit after the number"),
    ("deadline", 'after = "received"\nuntil = "replied"\nwithin = "0 days"', f"within: expected {LENGTH}"),
    ("deadline", 'after = "received"\nuntil = "replied"\nwithin = "-3 days"', f"within: expected {LENGTH}"),
    ("deadline", 'after = "received"\nuntil = "replied"', "within: expected exactly one of within, before and promptly; found none"),
    ("deadline", 'until = "replied"\nwithin = "3 days"', "after: expected the event that starts the clock; found nothing"),
    ("deadline", 'after = "received"\nuntil = "replied"\nwithin = "3 days"\nextension = { form = "consent" }', "extension.add: expected either add (how much more) or to (how long in all); found neither"),
    ("deadline", 'after = "received"\nuntil = "replied"\nwithin = "3 days"\nextension = { form = "ask", add = "1 days" }', "extension.form: expected one of none, explain, consent"),
    ("deadline", 'after = "received"\nuntil = "replied"\nwithin = "3 days"\npause_from = "returned"', "pause_to: expected both pause_from and pause_to, or neither"),
    ("calendar", 'every = "month"\ndays = [32]', 'days: expected a day of the month, 1 to 31, "last" or "last_working"; found 32'),
    ("calendar", 'every = "month"', 'every: expected with every = "month": days, or nth with weekdays'),
    ("calendar", 'every = "year"\nfrom = "02-30"\nto = "03-01"', 'from: expected a month and day such as "05-01"; found "02-30"'),
    ("calendar", 'every = "week"\nweekdays = "friday"', "weekdays: expected one of mon, tue"),
    ("calendar", 'every = "week"\nweekdays = "fri"\nhours = "9-11"', "hours: expected hours such as"),
    ("calendar", 'every = "month"\ndays = 5\nmonths = [13]', 'months: expected "odd", "even", or a list of months 1 to 12'),
    ("route", "branch = []", "branch: expected an array of tables; found []"),
    ("route", 'branch = [{ act = "fly" }]', "branch[1].act: expected a known word"),
    ("route", 'branch = [{ to = "court" }]', "branch[1].act: expected a word or a list of words; found nothing"),
    ("checklist", 'items = ["agenda"]\nneed = 2', "need: expected at most 1, the number of items; found 2"),
    ("publish", 'what = "agenda"\nper = "year"\nafter = "received"', "per: expected at most one of per, after and before; found per and after"),
    ("publish", 'what = "agenda"\nveto = { by = "deputy", of = "result" }', "veto.of: expected items of what; found result"),
    ("permit", 'act = "be_absent"', "approver: expected who decides, here or in case; found nobody"),
    ("permit", 'act = "be_absent"\napprover = "organiser"\nsilence = "granted"', "within: expected the time after which silence counts"),
    ("consequence", 'then = "reminded"\nat_least = 2', "of: expected either of (records) or short_of (rules); found neither"),
    ("consequence", 'of = "absence"\nthen = "reminded"\nat_least = 2\nconsecutive = true', "broken_by: expected the kinds of record that break the run"),
    ("metric", 'numerator = { of = "replied" }', "denominator: expected either denominator (records) or size (a set); found neither"),
    ("metric", 'numerator = { of = "replied", what = 1 }\nsize = "deputies"', "numerator.what: expected one of the fields marked, of, unit, unmarked"),
    ("ref", "own = false", "instruments: expected exactly one of instruments, levels and own; found none"),
    ("attest", 'per = "decade"', "per: expected week, month"),
    ("bar", "act = 3", "act: expected a word; found 3"),
    ("size", 'set = "heads"\nexactly = []', "exactly: expected"),
    ("quota", 'of = "check_in"\nat_least = 1\nper = "year"\neach = "members"\nwith_any = "members"', "with_any: expected each or with_any, not both"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "message"), FIELDS)
def test_each_kind_says_what_its_fields_take(kind: str, fields: str, message: str) -> None:
    with pytest.raises(PackFaults) as caught:
        pack(rule(kind, fields), file="p.toml")
    found = [str(fault) for fault in caught.value.faults]
    assert any(text.startswith(f"p.toml: rule x-1: {message}") for text in found), found
    assert len(found) == 1, found


def test_all_faults_of_a_file_are_told_at_once() -> None:
    text = GOOD.replace('kind = "quota"', 'kind = "quota"\nwho = "me"').replace(
        "at_least = 2", "at_least = 0"
    )
    text = text.replace('division = "4114"', 'division = "4199"') + "[[rule]]" + GOOD.partition("[[rule]]")[2]
    assert [found.partition(": expected")[0] for found in faults(text)] == [
        "p.toml: instrument.division",
        "p.toml: rule x-1: who",
        "p.toml: rule x-1: at_least",
        "p.toml: rule x-1: id",
    ]


def test_a_second_rule_with_the_same_id_is_named() -> None:
    doubled = GOOD + "[[rule]]" + GOOD.partition("[[rule]]")[2]
    assert faults(doubled) == ['p.toml: rule x-1: id: expected an id that no other rule has; found "x-1"']


def test_parts_have_suffixes_of_their_own_and_no_fields_stand_beside_them() -> None:
    parted = GOOD + '[[rule.part]]\nid = "a"\n'
    assert any("of: expected one of the fields" in found for found in faults(parted))
    rules = rule("size", "") + '[[rule.part]]\nid = "a"\nset = "heads"\nexactly = 1\n' * 2
    with pytest.raises(
        PackFaults, match=r"part\[2\]\.id: expected a suffix that no other part of the rule has"
    ):
        pack(rules)
    with pytest.raises(PackFaults, match=r"part\[1\]\.set: expected a word; found nothing"):
        pack(rule("size", "") + '[[rule.part]]\nid = "a"\nexactly = 1\n')
    with pytest.raises(PackFaults, match=r"part: expected at least one"):
        pack(rule("size", "part = []"))


def test_words_lists_and_facts_are_checked() -> None:
    for extra, message in (
        ('[words]\ncheck_in = ["到站", "visit"]', "words.check_in: expected a word that is not built in"),
        ('[words]\nvisit_day = "到站日"', "words.visit_day: expected two texts, Chinese and English"),
        ('[words]\nVisit = ["到", "visit"]', "words.Visit: expected a name of lower-case letters"),
        ('[lists]\nall_visits = ["no_such"]', "lists.all_visits: expected a known word"),
        ('[facts]\nlevel = { name = ["级", "level"], values = "yes_no" }', "facts.level: expected a fact that is not built in"),
        ('[facts]\nurgent = { name = ["急", "urgent"], values = 3 }', 'facts.urgent.values: expected "yes_no", "number" or a list of texts'),
        ("[facts]\nurgent = true", "facts.urgent: expected a table of name, values; found true"),
    ):  # fmt: skip
        with pytest.raises(PackFaults) as caught:
            pack(rule("quota", QUOTA), extra=extra, file="p.toml")
        assert [str(fault).startswith(f"p.toml: {message}") for fault in caught.value.faults] == [True], (
            caught.value
        )


def test_not_toml_and_not_utf_8() -> None:
    assert faults("[instrument\n")[0].startswith("p.toml: expected valid TOML; found ")
    assert "line 1" in faults("[instrument\n")[0]
    assert faults(GOOD.encode("gb18030")) == ["p.toml: expected a text in UTF-8; found other bytes in line 4"]
    assert faults(GOOD.encode("utf-16"))[0].startswith("p.toml: expected a text in UTF-8")
    assert faults("") != []


# -- between packs -----------------------------------------------------------------------------------------


def test_overlapping_versions_are_named_and_the_later_is_left_out() -> None:
    old = pack(rule("quota", QUOTA), last="2026-06-30", file="old.toml")
    new = pack(rule("quota", QUOTA), first="2026-06-30", file="new.toml")
    together = Library([new, old])
    assert [str(fault) for fault in together.faults] == [
        "new.toml: instrument.in_force_from: expected a time apart from old.toml, which holds from 2020-01-01 to "
        "2026-06-30; found from 2026-06-30 to further notice"
    ]
    assert [p.source for p in together.packs] == ["old.toml"]


def test_an_instrument_does_not_change_its_division_between_versions() -> None:
    old = pack(rule("quota", QUOTA), last="2025-12-31", file="old.toml")
    new = pack(rule("quota", QUOTA), first="2026-01-01", division="4101", file="new.toml")
    assert [fault.field for fault in Library([old, new]).faults] == ["instrument.division"]


def test_an_id_of_another_pack_is_named() -> None:
    one = pack(rule("quota", QUOTA), instrument="a", file="a.toml")
    other = pack(rule("quota", QUOTA), instrument="b", file="b.toml")
    together = Library([other, one])
    assert [str(fault) for fault in together.faults] == [
        "b.toml: rule x-1: id: expected an id that no other rule has; found it stands in a.toml"
    ]
    assert [p.source for p in together.packs] == ["a.toml"]


def ref(id_: str, instrument: str, to: str) -> str:
    return rule("ref", f'instruments = "{to}"', id_=id_)


def test_a_circle_of_refs_is_named_and_resolves_all_the_same() -> None:
    a = pack(ref("a-1", "a", "b") + rule("quota", QUOTA, id_="a-2"), instrument="a", file="a.toml")
    b = pack(ref("b-1", "b", "c"), instrument="b", division="44", file="b.toml")
    c = pack(ref("c-1", "c", "a"), instrument="c", division="45", file="c.toml")
    together = Library([a, b, c])
    assert [str(fault) for fault in together.faults] == [
        "a.toml: rule a-1: instruments: expected refs that do not lead back to this instrument; "
        "found a -> b -> c -> a"
    ]
    assert [found.id for found in together.rulebook("4114", TODAY).rules] == ["a-1", "a-2", "b-1", "c-1"]


def test_ids_that_no_pack_has_are_named() -> None:
    fields = 'short_of = "x-9"\nat_least = 2\nthen = "reminded"\nleads_to = "x-8"\nreplaces = "x-7"'
    found = Library([pack(rule("consequence", fields), file="p.toml")]).faults
    assert {fault.field for fault in found} == {"short_of", "leads_to", "replaces"}


def test_a_bad_pack_takes_no_other_down(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "bad.toml").write_text("[instrument\n", "utf-8")
    (tmp_path / "packs" / "good.toml").write_text(GOOD, "utf-8")
    together = from_sources(str(tmp_path))
    assert [p.source for p in together.packs] == ["good.toml"]
    assert [fault.file for fault in together.faults] == ["bad.toml"]
    assert [found.id for found in together.rulebook("4114", TODAY).rules] == ["x-1"]


# -- the command -------------------------------------------------------------------------------------------


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "shared.regulations", *arguments]
    return subprocess.run(program, capture_output=True, text=True, check=False, timeout=60)


def test_check_says_good_or_names_the_faults(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(GOOD, "utf-8")
    bad.write_text(
        GOOD.replace('id = "sample"', 'id = "other"').replace("at_least = 2", "at_least = 0"), "utf-8"
    )
    assert command("check", str(good)).stdout == "good.toml: good: 示例办法, 1 rules in 1 parts\n"
    found = command("check", str(good), str(bad), str(tmp_path / "none.toml"))
    assert found.returncode == 1
    assert "bad.toml: rule x-1: at_least: expected" in found.stderr
    assert "none.toml: expected a file that can be read" in found.stderr
    assert "Traceback" not in found.stderr


def test_check_names_an_id_that_a_pack_of_the_project_has(tmp_path: Path) -> None:
    taken = tmp_path / "taken.toml"
    taken.write_text(GOOD.replace('id = "x-1"', 'id = "sq-13b"'), "utf-8")
    assert "rule sq-13b: id: expected an id that no other rule has" in command("check", str(taken)).stderr


def test_explain_prints_the_rulebook() -> None:
    found = command("explain", "411402001", "2026-11-20")
    assert "《商丘市人大代表联络站工作条例》" in found.stdout
    assert "sq-13b  第十三条第二款  must quota, deputy" in found.stdout
    assert "sq-13d -> nat-" in found.stdout
    assert "sz-29a" in command("explain", "440303", "2026-11-20", "shenzhen").stdout
    assert command("explain", "99").stderr == "99 is not the code of a known division\n"
    assert command("explain", "4114", "yesterday").returncode == 2
    assert command("nothing").returncode == 2
    assert "within: how long after the start" in command("kinds", "deadline").stdout
