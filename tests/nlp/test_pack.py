"""Domain packs: loading, and every kind of problem with its place."""

# ruff: noqa: RUF001 - the letters of real records are meant

import re
import tomllib
from pathlib import Path

import pytest

from curate.core.errors import PackError
from curate.core.lexicon import Kind
from curate.core.signs import Basis
from curate.nlp.fold import fold
from curate.nlp.pack import PACKS, available_packs, check_pack, load_pack
from curate.nlp.scan import TermScanner

HEAD = """\
name = "small"
title = "A small pack"
version = "0.1"
description = "For the tests."

[categories]
receptors = "Receptors"
"""
MECHANISMS = """\
# two receptors
[[mechanism]]
id = "nmda-receptor"
label = "NMDA receptor"
category = "receptors"
synonyms = ["N-methyl-D-aspartate receptor"]
exact = ["NR"]
identifiers = { mesh = "D016194" }

[[mechanism]]
id = "ampa-receptor"
label = "AMPA receptor"
category = "receptors"
"""
AGENTS = """\
[[agent]]
id = "mk-801"
label = "MK-801"
target = "nmda-receptor"
action = "blockade"
"""
PHENOMENA = """\
[[phenomenon]]
id = "tolerance"
label = "tolerance"
guards = [{ before = ["glucose"], after = ["test"], unless = ["morphine"], reach = 2 }]
context = ["opioid"]
"""
EXPOSURES = """\
[[exposure]]
id = "morphine"
label = "morphine"
target = "nmda-receptor"
action = "activation"
"""
GOOD = {
    "pack.toml": HEAD,
    "mechanisms.toml": MECHANISMS,
    "agents.toml": AGENTS,
    "phenomena.toml": PHENOMENA,
    "exposures.toml": EXPOSURES,
}


def written(folder: Path, **changed: str) -> Path:
    """Write the small pack, with other content for the files named (without the ending)."""
    for name, text in GOOD.items():
        (folder / name).write_text(changed.get(name.removesuffix(".toml"), text), "utf-8")
    return folder


def listed(folder: Path) -> list[str]:
    """Return the problems as they are printed."""
    return [str(problem) for problem in check_pack(folder)]


def test_a_pack_becomes_a_lexicon(tmp_path: Path) -> None:
    lexicon = load_pack(written(tmp_path))
    assert (lexicon.name, lexicon.version, lexicon.title) == ("small", "0.1", "A small pack")
    assert lexicon.categories == {"receptors": "Receptors"}
    assert [t.term_id for t in lexicon.terms] == [
        "nmda-receptor",
        "ampa-receptor",
        "mk-801",
        "tolerance",
        "morphine",
    ]
    (receptor, _) = lexicon.of(Kind.MECHANISM)
    assert receptor.forms == ("NMDA receptor", "N-methyl-D-aspartate receptor")
    assert receptor.exact == ("NR",)
    assert receptor.identifiers == {"mesh": "D016194"}
    (agent,) = lexicon.of(Kind.AGENT)
    assert (agent.target, agent.action) == ("nmda-receptor", Basis.BLOCKADE)
    (phenomenon,) = lexicon.of(Kind.PHENOMENON)
    (guard,) = phenomenon.guards
    assert (guard.before, guard.after, guard.unless) == (("glucose",), ("test",), ("morphine",))
    assert (guard.anywhere, guard.reach) == ((), 2)
    assert phenomenon.context == ("opioid",)
    assert receptor.context == ()


def test_a_pack_can_spell_out_abbreviations(tmp_path: Path) -> None:
    folder = written(tmp_path)
    assert load_pack(folder).abbreviations == {}
    with (folder / "pack.toml").open("a", encoding="utf-8") as file:
        file.write('\n[abbreviations]\nNMDA = "N-methyl-D-aspartate"\n')
    assert load_pack(folder).abbreviations == {"NMDA": "N-methyl-D-aspartate"}


def test_a_sound_pack_has_no_problem(tmp_path: Path) -> None:
    assert listed(written(tmp_path)) == []


def test_a_pack_is_found_by_its_path_as_text(tmp_path: Path) -> None:
    assert load_pack(str(written(tmp_path))).name == "small"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("pack", 'name = "small"', "name = 3", "pack.toml:1: name must be there"),
        ("pack", 'title = "A small pack"\n', "", "pack.toml:1: title must be there"),
        ("pack", 'version = "0.1"', 'version = " "', "pack.toml:3: version must be there"),
        ("pack", "description", "remark", "pack.toml:4: unknown key 'remark'"),
        ("pack", '"Receptors"', '""', "pack.toml:7: the heading of receptors"),
        ("pack", '[categories]\nreceptors = "Receptors"', "", "[categories] must be there"),
        (
            "pack",
            "[categories]",
            "abbreviations = 3\n[categories]",
            "pack.toml:6: [abbreviations] holds one",
        ),
        (
            "pack",
            "[categories]",
            "[abbreviations]\nNR = 1\n[categories]",
            "pack.toml:7: the long form of NR",
        ),
        ("mechanisms", "exact", "exactly", "mechanisms.toml:7: unknown key 'exactly'"),
        ("mechanisms", '["NR"]', '"NR"', "mechanisms.toml:7: exact must be a list"),
        ("mechanisms", '["NR"]', "[7]", "exact holds 7: each item must be a string"),
        ("mechanisms", '["NR"]', '["the"]', "mechanisms.toml:7: the exact form 'the' is an Eng"),
        ("mechanisms", '["NR"]', '["N"]', "the form 'N' is a single character"),
        ("mechanisms", '["NR"]', '["NR "]', "the form 'NR ' begins or ends with a space"),
        ("mechanisms", '["NR"]', '[" "]', "an empty form in 'nmda-receptor'"),
        ("mechanisms", '"D016194"', "16194", "identifier mesh must be a string"),
        ("mechanisms", 'label = "AMPA receptor"\n', "", "toml:10: this mechanism has no label"),
        ("mechanisms", '"AMPA receptor"', '" "', "label is empty"),
        ("mechanisms", "AMPA receptor", "for", "the form 'for' is an English stop word"),
        ("mechanisms", '"AMPA receptor"', '"nmda-Receptor"', "also means 'nmda-receptor'"),
        ("mechanisms", '"ampa-receptor"', '"nmda-receptor"', "mechanisms.toml:11: the id"),
        (
            "mechanisms",
            "[[mechanism]]",
            "[[mecanism]]",
            "mechanisms.toml:2: unknown table 'mecanism'",
        ),
        ("agents", '"nmda-receptor"', '"nmda"', "agents.toml:4: unknown target 'nmda'"),
        ("agents", '"blockade"', '"block"', "agents.toml:5: unknown action 'block'"),
        ("agents", 'action = "blockade"\n', "", "agents.toml:1: target and action go together"),
        ("agents", "[[agent]]", "[agent]", "agents.toml:1: write [[agent]], two brackets"),
        ("phenomena", '["glucose"]', '["Glucose"]', "guard word 'Glucose' must be lower case"),
        ("phenomena", '["glucose"]', '["oral-glucose"]', "write a space for the hyphen"),
        ("phenomena", "reach = 2", "reach = 99", "phenomena.toml:4: reach must be 1 to 10"),
        ("phenomena", "reach = 2", "reach = true", "reach must be a whole number"),
        ("phenomena", '["opioid"]', '["Opioid"]', "context word 'Opioid' must be lower case"),
        ("phenomena", '["opioid"]', '"opioid"', "phenomena.toml:5: context must be a list"),
        ("phenomena", "context", 'treated = "yes"\ncontext', "treated must be true or false"),
        ("mechanisms", "exact", "context", "mechanisms.toml:7: unknown key 'context'"),
        ("phenomena", "before", "ahead", "unknown key 'ahead': a guard takes"),
        ("phenomena", "{ before = [", '["x", ', "not valid TOML"),
        ("exposures", 'action = "activation"\n', "", "target and action go together"),
        ("exposures", "morphine", "tolerance", "the id 'tolerance' is taken (phenomena.toml:2)"),
        ("exposures", '"morphine"\nt', '"MK801"\nt', "exposures.toml:3: the form 'MK801'"),
    ],
)
def test_a_problem_is_reported_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    assert old in GOOD[f"{file}.toml"]
    problems = listed(written(tmp_path, **{file: GOOD[f"{file}.toml"].replace(old, new)}))
    assert any(expected in problem for problem in problems), problems


def test_an_agent_without_a_settled_target_stands_for_itself(tmp_path: Path) -> None:
    text = AGENTS + '[[agent]]\nid = "vitamin-c"\nlabel = "vitamin C"\n'
    lexicon = load_pack(written(tmp_path, agents=text))
    *_, vitamin = lexicon.of(Kind.AGENT)
    assert (vitamin.label, vitamin.target, vitamin.action) == ("vitamin C", None, None)


def test_a_phenomenon_can_be_treated_by_the_exposure(tmp_path: Path) -> None:
    text = PHENOMENA + '[[phenomenon]]\nid = "allodynia"\nlabel = "allodynia"\ntreated = true\n'
    lexicon = load_pack(written(tmp_path, phenomena=text))
    assert [t.treated for t in lexicon.of(Kind.PHENOMENON)] == [False, True]
    idle = EXPOSURES.replace('target = "nmda-receptor"\naction = "activation"\n', "")
    assert listed(written(tmp_path, phenomena=text, exposures=idle)) == [
        "phenomena.toml:9: treated says nothing: no exposure has a target and an action"
    ]


def test_a_guard_needs_words_to_look_for(tmp_path: Path) -> None:
    text = PHENOMENA.replace('before = ["glucose"], after = ["test"], ', "")
    assert listed(written(tmp_path, phenomena=text)) == [
        "phenomena.toml:4: a guard needs words in before, after or anywhere"
    ]


def test_a_guard_is_a_table(tmp_path: Path) -> None:
    text = re.sub(r"guards = .*", 'guards = ["glucose"]', PHENOMENA)
    assert listed(written(tmp_path, phenomena=text)) == [
        "phenomena.toml:4: each guard is a table: { before = [...], after = [...] }"
    ]


def test_an_unknown_category(tmp_path: Path) -> None:
    text = MECHANISMS.replace('category = "receptors"', 'category = "channels"')
    assert listed(written(tmp_path, mechanisms=text)) == [
        f"mechanisms.toml:{line}: unknown category 'channels': pack.toml has no such one"
        for line in (5, 13)
    ]


def test_a_form_of_letters_and_digits_clashes_however_it_is_joined(tmp_path: Path) -> None:
    text = MECHANISMS + 'synonyms = ["MK 801"]\n'
    assert listed(written(tmp_path, mechanisms=text)) == [
        "agents.toml:3: the form 'MK-801' also means 'ampa-receptor' (mechanisms.toml:10)"
    ]


def test_an_exact_form_may_differ_from_another_by_its_case(tmp_path: Path) -> None:
    text = MECHANISMS + 'exact = ["Nr"]\n'
    assert listed(written(tmp_path, mechanisms=text)) == []
    text = MECHANISMS + 'exact = ["NR"]\n'
    assert len(listed(written(tmp_path, mechanisms=text))) == 1


def test_a_missing_file_and_an_unknown_one(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "agents.toml").rename(tmp_path / "agent.toml")
    assert listed(tmp_path) == [
        "agent.toml: no such file in a pack: it has pack.toml, mechanisms.toml, agents.toml, "
        "phenomena.toml, exposures.toml",
        "agents.toml: this file is missing",
    ]


def test_a_file_that_is_a_folder_can_not_be_read(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "agents.toml").unlink()
    (tmp_path / "agents.toml").mkdir()
    (problem,) = listed(tmp_path)
    assert problem.startswith("agents.toml: can't be read: ")


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "agents.toml").write_bytes(AGENTS.encode() + b'note = "\xff"\n')
    assert listed(tmp_path) == ["agents.toml:6: this is not UTF-8 text"]


def test_problems_are_listed_by_file_and_line(tmp_path: Path) -> None:
    mechanisms = MECHANISMS.replace('category = "receptors"', 'category = "x"')
    agents = AGENTS.replace("nmda-receptor", "y")
    problems = check_pack(written(tmp_path, mechanisms=mechanisms, agents=agents))
    assert [(p.file, p.line) for p in problems] == [
        ("agents.toml", 4),
        ("mechanisms.toml", 5),
        ("mechanisms.toml", 13),
    ]


def test_loading_names_the_first_problems_and_how_to_see_all(tmp_path: Path) -> None:
    text = AGENTS.replace("label", "lable").replace("target", "aim")
    with pytest.raises(PackError) as raised:
        load_pack(written(tmp_path, agents=text))
    message = str(raised.value)
    assert message.count("agents.toml:") == 3
    assert "an agent takes" in message
    assert message.endswith("and 1 more")
    assert "curate pack check" in (raised.value.hint or "")


def test_a_pack_that_is_not_there() -> None:
    with pytest.raises(PackError, match="there is no pack 'no-such-pack'") as raised:
        load_pack("no-such-pack")
    assert "opioid" in (raised.value.hint or "")
    with pytest.raises(PackError):
        check_pack("no-such-pack")


def test_the_digest_follows_every_byte(tmp_path: Path) -> None:
    digests = {load_pack(written(tmp_path)).digest}
    assert {load_pack(written(tmp_path)).digest} == digests
    for name, text in GOOD.items():
        changed = written(tmp_path, **{name.removesuffix(".toml"): text + "# more\n"})
        digests.add(load_pack(changed).digest)
    assert len(digests) == 1 + len(GOOD)


def test_the_packs_that_come_with_curate() -> None:
    assert {"opioid", "statin"} <= set(available_packs())


@pytest.mark.parametrize("name", available_packs())
def test_a_bundled_pack_is_sound(name: str) -> None:
    assert [str(problem) for problem in check_pack(name)] == []
    lexicon = load_pack(name)
    assert lexicon.name == name
    used = {t.category for t in lexicon.of(Kind.MECHANISM)}
    assert used == set(lexicon.categories)


def test_the_opioid_pack_holds_what_the_review_asks_for() -> None:
    lexicon = load_pack("opioid")
    phenomena = [t.term_id for t in lexicon.of(Kind.PHENOMENON)]
    assert phenomena == ["tolerance", "hyperalgesia", "allodynia", "dependence", "withdrawal"]
    assert [t.label for t in lexicon.of(Kind.PHENOMENON)] == phenomena
    assert len(lexicon.of(Kind.MECHANISM)) >= 260
    assert len(lexicon.of(Kind.AGENT)) >= 100
    acting = {t.term_id: t.target for t in lexicon.of(Kind.EXPOSURE) if t.target}
    assert acting["morphine"] == acting["remifentanil"] == "mu-opioid-receptor"
    assert acting["opioid"] == "opioid-receptor"


@pytest.fixture(scope="module")
def opioid() -> TermScanner:
    return TermScanner(load_pack("opioid"))


def phenomena_in(scanner: TermScanner, sentence: str) -> list[str]:
    mentions = scanner.scan(sentence, fold(sentence))
    return [m.concept.concept_id for m in mentions if m.concept.kind is Kind.PHENOMENON]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Morphine tolerance was delayed.", ["tolerance"]),
        ("Spinal levels rose in morphine-tolerant rats.", ["tolerance"]),
        ("Tolerance developed in patients within a week.", ["tolerance"]),
        ("The compound was antihyperalgesic and antiallodynic.", ["hyperalgesia", "allodynia"]),
        ("Tactile hypersensitivity followed.", ["hyperalgesia"]),
        ("OIH was absent.", ["hyperalgesia"]),
        ("Physical dependence on heroin was shorter.", ["dependence"]),
        ("Naloxone gave a full abstinence syndrome.", ["withdrawal"]),
        ("Withdrawal jumping was counted.", ["withdrawal"]),
        ("Opioid-tolerant patients were left out.", []),
        ("The tablets were well tolerated and glucose tolerance was normal.", []),
        ("Pain tolerance rose and so did cold-pressor tolerance.", []),
        ("Tolerance to alcohol came first.", []),
        ("Seedlings gained drought tolerance.", []),
        ("A delayed-type hypersensitivity reaction was seen.", []),
        ("The effect showed dose dependence and voltage-dependence.", []),
        ("Nicotine dependence was scored.", []),
        ("Paw withdrawal latencies and the tail-withdrawal reflex were normal.", []),
        ("Alcohol withdrawal was severe.", []),
        ("Two people asked for withdrawal from the study.", []),
    ],
)
def test_the_homonyms_of_the_phenomena(
    opioid: TermScanner, sentence: str, expected: list[str]
) -> None:
    assert phenomena_in(opioid, sentence) == expected


@pytest.mark.parametrize(
    ("text", "concept_id"),
    [
        ("NMDA receptors", "nmda-receptor"),
        ("NR-2B", "nmda-receptor-nr2b"),
        ("μ-opioid receptor", "mu-opioid-receptor"),
        ("α2-adrenoceptors", "alpha-2-adrenergic-receptor"),
        ("5-HT3 receptor", "5-ht3-receptor"),
        ("TNF-α", "tnf"),
        ("interleukin 1β", "il-1-beta"),
        ("activated microglia", "microglial-activation"),
        ("Nav 1.7", "nav1-7"),
        ("PKCγ", "pkc-gamma"),
        ("GluN2B", "nmda-receptor-nr2b"),
        ("NO", "nitric-oxide"),
        ("rostral ventromedial medulla", "rvm"),
        ("Pavlovian conditioning", "conditioning"),
        ("sufentanil", "sufentanil"),
    ],
)
def test_names_as_papers_write_them(opioid: TermScanner, text: str, concept_id: str) -> None:
    sentence = f"In rats {text} was measured."
    found = opioid.scan(sentence, fold(sentence))
    assert [m.concept.concept_id for m in found] == [concept_id]
    assert found[0].text == text


def test_a_word_that_is_no_name(opioid: TermScanner) -> None:
    sentence = "There was no rest in the arc, and no step to net the rage of ages."
    assert opioid.scan(sentence, fold(sentence)) == []


def test_the_readme_s_example_is_a_sound_pack(tmp_path: Path) -> None:
    readme = (PACKS / "README.md").read_text("utf-8")
    steps = readme.split("## A pack of your own")[1]
    blocks = [re.sub(r"(?m)^ {3}", "", b) for b in re.findall(r"```toml\n(.*?)```", steps, re.S)]
    names = ["pack.toml", "mechanisms.toml", "agents.toml", "phenomena.toml", "exposures.toml"]
    assert len(blocks) == len(names)
    for name, block in zip(names, blocks, strict=True):
        (tmp_path / name).write_text(block, "utf-8")
    assert listed(tmp_path) == []
    assert [t.term_id for t in load_pack(tmp_path).terms] == [
        "bradykinin",
        "substance-p",
        "icatibant",
        "cough",
        "ace-inhibitor",
    ]


def test_the_readme_s_guards_are_sound(tmp_path: Path) -> None:
    readme = (PACKS / "README.md").read_text("utf-8")
    block = re.findall(r"(?m)^```toml\n(.*?)```", readme, re.S)[0]
    assert tomllib.loads(block)["phenomenon"][0]["id"] == "tolerance"
    scanner = TermScanner(load_pack(written(tmp_path, phenomena=block)))
    assert phenomena_in(scanner, "Glucose tolerance fell.") == []
    assert phenomena_in(scanner, "Tolerance to alcohol fell.") == []
    assert phenomena_in(scanner, "Drought and tolerance.") == []
    assert phenomena_in(scanner, "Drought, morphine and tolerance.") == ["tolerance"]
