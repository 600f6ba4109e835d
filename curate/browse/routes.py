"""Which address shows which page."""

from collections.abc import Callable

from curate.browse import judging, pages, subjects

ROUTES: tuple[tuple[str, Callable[..., object]], ...] = (
    (r"^/$", pages.front),
    (r"^/search$", pages.search),
    (r"^/cell/(?P<mechanism>[^/]*)/(?P<phenomenon>[^/]*)$", pages.cell),
    (r"^/claim/(?P<claim>[^/]+)$", subjects.claim),
    (r"^/mechanism/(?P<mechanism>[^/]*)$", subjects.mechanism),
    (r"^/phenomenon/(?P<phenomenon>[^/]*)$", subjects.phenomenon),
    (r"^/paper/(?P<pmid>[^/]+)$", subjects.paper),
    *judging.ROUTES,
)
