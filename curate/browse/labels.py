"""What mechanisms' categories and phenomena are called on the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

UNNAMED = "Not in the pack"


@dataclass(frozen=True, slots=True)
class Labels:
    """The pack's names by id, in the pack's order; what it does not know goes by its id."""

    title: str = ""
    phenomena: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Labels":
        """Take the names from the plugin's settings; what is no mapping of texts is left out."""
        title = settings.get("title")
        return cls(
            title=title if isinstance(title, str) else "",
            phenomena=_texts(settings.get("phenomena")),
            categories=_texts(settings.get("categories")),
        )

    def phenomenon(self, name: str) -> str:
        """Return a phenomenon's name."""
        return self.phenomena.get(name) or name.replace("_", " ").strip() or "(no name)"

    def category(self, name: str | None) -> str:
        """Return the heading of a category."""
        if name is None:
            return UNNAMED
        return self.categories.get(name) or name.replace("_", " ").strip().capitalize()

    def phenomenon_place(self, name: str) -> tuple[int, str]:
        """Return what phenomena are ordered by: the pack's order, then the id."""
        return _place(self.phenomena, name), name

    def category_place(self, name: str | None) -> tuple[bool, int, str]:
        """Return what categories are ordered by: the pack's order, unknown ones last."""
        return name is None, _place(self.categories, name or ""), name or ""


def _place(names: Mapping[str, str], name: str) -> int:
    known = list(names)
    return known.index(name) if name in names else len(known)


def _texts(value: object) -> dict[str, str]:
    pairs = value.items() if isinstance(value, Mapping) else ()
    return {k: v for k, v in pairs if isinstance(k, str) and isinstance(v, str)}
