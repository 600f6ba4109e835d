"""The pages in a real browser: read and judged, by mouse and keyboard, wide and narrow."""

import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from curate.browse import server
from curate.browse.workplace import Workplace
from curate.cli.wiring import open_store
from curate.cli.workspace import open_workspace
from curate.core.claim import State
from curate.core.claim_filter import ClaimFilter
from tests.browse.judge import copied, served

sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    # The browser's driver and the server's loop close their sockets in their own time.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def root(sample_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(sample_workspace, tmp_path_factory.mktemp("chromium"))


@pytest.fixture(scope="module")
def site(root: Path) -> Iterator[tuple[str, Workplace]]:
    """Serve the workspace on a free port while the tests of this file run."""
    listening = server.listen(0)
    port = listening.getsockname()[1]
    datasette, workplace = served(root, hosts=server.hosts(port))
    ready = threading.Event()
    running = server.Server(datasette, ready.set)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    assert ready.wait(30)
    yield f"http://{server.HOST}:{port}", workplace
    running.should_exit = True
    thread.join(30)
    listening.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    context = chromium.new_context(**getattr(request, "param", {}))
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def findings(page: Any) -> list[str]:
    """Return what axe finds serious in the page as it is shown."""
    found = axe.Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found if v["impact"] in SERIOUS]


PHONE = {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"}
DESK = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}


@pytest.mark.parametrize("page", [DESK, PHONE], indirect=True, ids=["light", "dark phone"])
def test_from_the_front_page_to_who_says_so_in_two_clicks(page: Any, site: Any) -> None:
    address, _ = site
    page.goto(address)
    assert findings(page) == []
    page.click("table.heat td a >> nth=0")
    page.wait_for_url("**/cell/**")
    assert page.locator("article.claim blockquote mark").count() > 0
    assert findings(page) == []
    page.click("article.claim a[aria-label^='Claim'] >> nth=0")
    page.wait_for_url("**/claim/**")
    assert "From observation to inference" in page.inner_text("main")
    assert findings(page) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0


def test_sign_in_reject_and_see_the_matrix_change(page: Any, site: Any, root: Path) -> None:
    address, workplace = site
    with open_store(open_workspace(root)) as store:
        (claim, *_) = [
            c for c in store.claims(ClaimFilter()) if c.counts and alone_in_its_cell(store, c)
        ]
    path = f"/cell/{claim.inference.mechanism}/{claim.observation.phenomenon}"
    page.goto(address)
    assert page.locator(f"table.heat a[href='{path}']").count() == 1
    page.goto(f"{address}/-/curate-sign-in?token={workplace.token}")
    assert "Sign out Ada" in page.inner_text("header")
    page.goto(f"{address}/claim/{claim.claim_id}")
    page.click("text=Judge this claim")
    assert findings(page) == []
    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.name") == "reason"
    page.select_option("select[name=reason]", "no-relation")
    page.keyboard.press("Escape")
    with page.expect_navigation(url=re.compile("/judge")):
        page.keyboard.press("r")
    page.wait_for_selector("[role=status]")
    assert f"claim {claim.claim_id[:8]} is rejected now" in page.inner_text("[role=status]")
    page.goto(address)
    assert page.locator(f"table.heat a[href='{path}']").count() == 0
    with open_store(open_workspace(root)) as store:
        assert store.claim(claim.claim_id).state is State.REJECTED
    page.goto(f"{address}/judge")
    with page.expect_navigation(url=re.compile(claim.claim_id)):
        page.keyboard.press("z")
    page.goto(address)
    assert page.locator(f"table.heat a[href='{path}']").count() == 1


def alone_in_its_cell(store: Any, claim: Any) -> bool:
    cell = ClaimFilter(
        mechanism=claim.inference.mechanism, phenomenon=claim.observation.phenomenon
    )
    return len([c for c in store.claims(cell) if c.counts]) == 1


def test_by_keyboard_alone(page: Any, site: Any) -> None:
    address, _ = site
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('table.heat td'))"):
            break
    assert page.evaluate("Boolean(document.activeElement.closest('table.heat td'))")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    with page.expect_navigation(url=re.compile("/cell/")):
        page.keyboard.press("Enter")


@pytest.mark.parametrize(
    "page", [{"java_script_enabled": False}], indirect=True, ids=["without JavaScript"]
)
def test_it_reads_without_javascript(page: Any, site: Any) -> None:
    address, _ = site
    page.goto(address)
    page.click("nav[aria-label='Kind of study'] a:has-text('Animal')")
    page.wait_for_url("**source=animal**")
    assert page.locator("table.heat td a").count() > 0
