"""Records under screening: one to judge, and lists of where they stand."""

import json
from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from curate.core.article import Article
from curate.core.citing import label
from curate.core.reference_list import reference
from curate.core.screening import Screened, Screening
from curate.core.source_standing import Standing
from curate.formats.plain import printable
from curate.formats.terminal import Hanging, render


def judged(screening: Screening) -> str:
    """Return one judgement in words, such as ``exclude (topic: about sleep)``."""
    why = ": ".join(
        part
        for part in (screening.reason.label if screening.reason else "", screening.note)
        if part
    )
    return printable(f"{screening.verdict} ({why})" if why else screening.verdict)


def standing_words(screened: Screened) -> str:
    """Return where a record stands, with the reason of an exclusion."""
    return f"{screened.outcome} ({screened.reason.label})" if screened.reason else screened.outcome


def record_parts(article: Article) -> Iterator[RenderableType]:
    """Yield what there is to judge a record by: title, citation, abstract, kind of publication."""
    yield Text(printable(article.title or article.vernacular_title or "No title"), style="bold")
    standing = article.standing
    marks = "" if standing is Standing.REGULAR else f" [{standing}]"
    where = article.journal_abbreviation or article.journal
    facts = [label(article), *([where] if where else []), f"PMID {article.pmid}{marks}"]
    yield Text(printable(" · ".join(facts)), style="dim")
    for section in article.sections:
        heading = f"{printable(section.label)}: " if section.label else ""
        text = Text(heading, style="bold").append(printable(section.text), style="not bold")
        yield Padding(text, (1, 0, 0, 0))
    if not article.abstract:
        yield Padding(Text("No abstract.", style="italic"), (1, 0, 0, 0))
    kinds = ", ".join(article.publication_types)
    languages = ", ".join(language for language in article.languages if language != "eng")
    if rest := " · ".join(part for part in (kinds, languages) if part):
        yield Padding(Text(printable(rest), style="dim"), (1, 0, 0, 0))


def screened_text(
    screened: Screened, article: Article | None, *, width: int = 100, color: bool = False
) -> str:
    """Return a record's place in the list: citation and title, where it stands, who said what."""
    return render(_listed(screened, article), width=width, color=color)


def screened_line(screened: Screened, article: Article | None) -> str:
    """Return the same as one line of JSON, its line feed included."""
    record = {
        "pmid": screened.pmid,
        "outcome": screened.outcome.value,
        "reason": screened.reason.value if screened.reason else None,
        "citation": label(article) if article else None,
        "title": article.title if article else None,
        "verdicts": [_said(s) for s in screened.verdicts],
        "adjudication": _said(screened.adjudication) if screened.adjudication else None,
    }
    return json.dumps(record, ensure_ascii=False) + "\n"


def _said(screening: Screening) -> dict[str, object]:
    return {
        "reviewer": screening.reviewer,
        "decided_at": screening.decided_at,
        "verdict": screening.verdict.value,
        "reason": screening.reason.value if screening.reason else None,
        "note": screening.note,
    }


def _listed(screened: Screened, article: Article | None) -> Iterator[RenderableType]:
    heading = Text(screened.pmid, style="dim").append("  ")
    heading.append(standing_words(screened), style="bold not dim")
    yield Hanging(heading)
    if article is None:
        yield Hanging("The record is not here.", indent=2)
    else:
        yield Hanging(printable(reference(article).entry), indent=2)
    for screening in screened.verdicts:
        yield Hanging(_by(screening), indent=4)
    if screened.adjudication is not None:
        yield Hanging(f"{_by(screened.adjudication)}, which settles it", indent=4)
    yield Text("")


def _by(screening: Screening) -> str:
    return f"{screening.decided_at[:10]}  {printable(screening.reviewer)}: {judged(screening)}"
