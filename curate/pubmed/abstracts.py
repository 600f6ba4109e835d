"""Abstracts: sections as labelled, with notices and NLM's marks taken out of the text."""

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from curate.core.article import OtherAbstract, Section
from curate.pubmed.text import clean, cut_copyright, cut_truncation, optional_text, text_of


@dataclass(frozen=True, slots=True)
class Abstract:
    """The main abstract of a record."""

    sections: tuple[Section, ...] = ()
    truncated: bool = False
    copyright: str | None = None


def _label(element: Element) -> str | None:
    """Return the printed heading; UNLABELLED and an empty label are NLM's words for none."""
    label = clean(element.get("Label", "")).removesuffix(":").rstrip()
    return None if label.upper() in {"", "UNLABELLED", "UNLABELED"} else label


def _sections(parent: Element) -> list[Section]:
    found = []
    for element in parent.findall("AbstractText"):
        section = Section(
            text=text_of(element),
            label=_label(element),
            category=element.get("NlmCategory") or None,
        )
        if section.text:
            found.append(section)
    return found


def abstract_of(parent: Element | None) -> Abstract:
    """Read an Abstract element; a record without one has no sections."""
    if parent is None:
        return Abstract()
    return finished(_sections(parent), optional_text(parent, "CopyrightInformation"))


def finished(sections: list[Section], notice: str | None) -> Abstract:
    """Return the abstract of these sections, notices and marks cut from the last one's end."""
    truncated = False
    if sections:
        text, truncated = cut_truncation(sections[-1].text)
        text, inside = cut_copyright(text)
        if inside and inside not in (notice or ""):
            notice = f"{notice} {inside}" if notice else inside
        sections[-1] = replace(sections[-1], text=text)
    return Abstract(
        sections=tuple(section for section in sections if section.text),
        truncated=truncated,
        copyright=notice,
    )


def other_abstracts_of(citation: Element) -> tuple[OtherAbstract, ...]:
    """Read the abstracts beside the main one, each as one text with a line a section."""
    found = []
    for element in citation.findall("OtherAbstract"):
        text = "\n".join(
            f"{section.label}: {section.text}" if section.label else section.text
            for section in _sections(element)
        )
        if text:
            found.append(
                OtherAbstract(
                    kind=element.get("Type") or None,
                    language=element.get("Language") or None,
                    text=text,
                )
            )
    return tuple(found)
