"""The PRISMA flow as text, JSON and SVG."""

import json
import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given, settings

from curate.core.prisma import Flow, Identified, SourceType, flow
from curate.core.screening import ExclusionReason
from curate.formats.prisma import Step, prisma_json, prisma_text, stages
from curate.formats.prisma_svg import prisma_svg
from tests.core.test_prisma import censuses
from tests.evidence import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"
FLOW = Flow(
    identified=(
        Identified(
            source=SourceType.DATABASE,
            records=1200,
            query="opioid AND <NMDA>",
            hits=5000,
            searched_at="2026-11-20T10:00:00+00:00",
        ),
        Identified(source=SourceType.FILES, records=40),
    ),
    duplicates=30,
    not_given=6,
    deleted=4,
    unfetched=0,
    unscreened=100,
    exclusions={ExclusionReason.TOPIC: 700, ExclusionReason.STUDY_DESIGN: 300},
    unsure=3,
    disputed=7,
    not_retrieved=5,
    retracted=5,
    reports=80,
    studies=78,
)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314


def numbers(text: str) -> list[int]:
    found = re.findall(r"\(n\s=\s([\d,]+)\)", text)
    return [int(number.replace(",", "")) for number in found]


def test_text() -> None:
    assert prisma_text(FLOW).splitlines() == [
        "PRISMA 2020 flow diagram",
        "",
        "Identification",
        "  Records identified (n = 1,240)",
        "    PubMed, 2026-11-20, of 5,000 hits: opioid AND <NMDA> (n = 1,200)",
        "    Files imported (n = 40)",
        "      Records removed before screening (n = 40)",
        "        Duplicate records (n = 30)",
        "        No record given by PubMed (n = 6)",
        "        Record deleted at PubMed (n = 4)",
        "      Records waiting to be screened (n = 100)",
        "        Not screened yet (n = 100)",
        "",
        "Screening",
        "  Records screened (n = 1,100)",
        "      Records excluded (n = 1,000)",
        "        Topic (n = 700)",
        "        Study design (n = 300)",
        "      Records waiting to be settled (n = 10)",
        "        Reviewers unsure (n = 3)",
        "        Reviewers differ (n = 7)",
        "  Reports sought for retrieval (n = 90)",
        "      Reports not retrieved (n = 5)",
        "  Reports assessed for eligibility (n = 85)",
        "      Reports excluded (n = 5)",
        "        Retracted publication (n = 5)",
        "",
        "Included",
        "  Studies included in review (n = 78)",
        "  Reports of included studies (n = 80)",
    ]


@settings(deadline=None)
@given(censuses())
def test_each_box_less_those_beside_it_is_the_next(census: object) -> None:
    found = flow(census)  # type: ignore[arg-type]
    steps: list[Step] = [step for stage in stages(found) for step in stage.steps]
    for step, following in pairwise(steps):
        aside = sum(box.count or 0 for box in step.aside)
        after = dict(following.box.parts).get("Reports of included studies", following.box.count)
        assert (step.box.count or 0) - aside == after
        for box in step.aside:
            assert box.count == sum(n for _, n in box.parts) or not box.parts
    assert steps[0].box.count == sum(n for _, n in steps[0].box.parts)


def test_json_holds_the_same_numbers() -> None:
    found = json.loads(prisma_json(FLOW))
    assert found["identified"][0] == {
        "source": "database",
        "query": "opioid AND <NMDA>",
        "searched_at": "2026-11-20T10:00:00+00:00",
        "hits": 5000,
        "records": 1200,
    }
    assert found["records_excluded"] == {
        "reasons": {"topic": 700, "study_design": 300},
        "total": 1000,
    }
    assert found["records_waiting_to_be_settled"]["total"] == 10
    assert (found["studies_included"], found["reports_included"]) == (78, 80)


def test_svg_says_what_the_text_says_and_nothing_is_loaded() -> None:
    svg = prisma_svg(FLOW)
    assert numbers(" ".join(texts(svg))) == numbers(prisma_text(FLOW))
    root = ET.fromstring(svg)  # noqa: S314
    assert root.get("role") == "img"
    named = {element.get("id"): element.text for element in root if element.get("id")}
    assert [bool(named[i]) for i in (root.get("aria-labelledby") or "").split()] == [True, True]
    addresses = set(re.findall(r"https?://[^\"'\s]+", svg))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert "<script" not in svg
    assert prisma_svg(FLOW) == svg


def test_hostile_words_stay_words() -> None:
    source = replace(FLOW.identified[0], query=HOSTILE + ']]><svg onload="x">' + "W" * 400)
    svg = prisma_svg(replace(FLOW, identified=(source, FLOW.identified[1])))
    drawn = texts(svg)
    assert "<script>alert('1')</script>" in "".join(drawn).replace(" ", "")
    assert "\x1b" not in svg
    assert "\x1b" not in prisma_text(replace(FLOW, identified=(source, FLOW.identified[1])))
    assert max(map(len, drawn)) < 80


def test_every_text_is_inside_a_box_and_no_box_on_another() -> None:
    root = ET.fromstring(prisma_svg(FLOW))  # noqa: S314
    width, height = (float(root.get(name) or 0) for name in ("width", "height"))
    boxes = [
        tuple(float(r.get(name) or 0) for name in ("x", "y", "width", "height"))
        for r in root.iter(f"{SVG}rect")
    ][1:]
    for n, (x, y, w, h) in enumerate(boxes):
        assert 0 <= x < x + w <= width
        assert 0 <= y < y + h <= height
        for ox, oy, ow, oh in boxes[n + 1 :]:
            assert x + w <= ox or ox + ow <= x or y + h <= oy or oy + oh <= y
    for text in root.iter(f"{SVG}text"):
        if text.get("x") is not None:
            x, y = float(text.get("x") or 0), float(text.get("y") or 0)
            assert any(bx < x < bx + w and by < y < by + h for bx, by, w, h in boxes)


def test_many_sources_are_told_together() -> None:
    many = tuple(replace(FLOW.identified[0], query=f"query {n}", records=62) for n in range(20))
    found = prisma_text(replace(FLOW, identified=many))
    assert "query 6" in found
    assert "query 7" not in found
    assert "13 more sources (n = 806)" in found
