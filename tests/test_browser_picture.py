"""The pages in a real browser: nothing is requested, nothing goes wrong, and a click shows the sentence."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from kg.model import Page, PageFacts
from kg.show.choosing import Choice
from kg.show.explain import as_html
from kg.show.picture import write

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

DATA = Path(__file__).parent / "data"
ID = "https://kg.example/id/"
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--window-size=1400,900"),
)
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM or not DRIVER, reason="needs chromium and chromedriver (Debian: chromium, chromium-driver)"),
]


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Chrome"]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium (the extra `test`)")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(executable_path=str(DRIVER)))
    driver.get("about:blank")
    yield driver
    driver.quit()


def loaded(name: str = "", payload: str = "") -> ox.Store:
    """The store of tests/data, one person renamed and every quote ended by the payload, if one is given."""
    store = ox.Store()
    store.load(path=str(DATA / "show.trig"))
    if payload:
        for quad in list(store):
            named = isinstance(quad.object, ox.Literal) and quad.object.value == name
            if isinstance(quad.object, ox.Literal) and (named or quad.predicate.value.endswith("#quote")):
                store.remove(quad)
                store.add(ox.Quad(quad.subject, quad.predicate, ox.Literal(quad.object.value + payload), quad.graph_name))
    return store


def log(chrome: "Chrome", kind: str) -> list[dict[str, Any]]:
    """What a log of the browser holds since it was last read."""
    entries: list[dict[str, Any]] = chrome.get_log(kind)  # type: ignore[no-untyped-call]
    return entries


def opened(chrome: "Chrome", path: Path) -> None:
    """Open a page, the logs before it thrown away."""
    log(chrome, "performance")
    log(chrome, "browser")
    chrome.get(path.as_uri())


def requests(chrome: "Chrome") -> list[str]:
    events = [json.loads(entry["message"])["message"] for entry in log(chrome, "performance")]
    urls = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return [url for url in urls if not url.startswith("chrome://")]  # the browser's own new tab, still loading when the first page opens


def text(chrome: "Chrome", selector: str) -> str:
    found: str = chrome.execute_script("return document.querySelector(arguments[0]).innerText", selector)
    return found


def drawn(chrome: "Chrome") -> dict[str, Any]:
    found: dict[str, Any] = chrome.execute_script("return JSON.parse(document.getElementById('graph-data').textContent)")
    return found


def click_canvas(chrome: "Chrome", x: float, y: float) -> None:
    """A click at a place of the graph, given in its own coordinates."""
    at = chrome.execute_script(
        "const p = yaowen.network.canvasToDOM({x: arguments[0], y: arguments[1]});"
        "const r = document.getElementById('canvas').getBoundingClientRect();"
        "return [p.x + r.left, p.y + r.top]",
        x,
        y,
    )
    for kind in ("mousePressed", "mouseReleased"):
        event = {"type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1}
        chrome.execute_cdp_cmd("Input.dispatchMouseEvent", event)
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(chrome, 5).until(lambda driver: driver.execute_script("return !document.getElementById('details').hidden"))


@pytest.fixture
def page(chrome: "Chrome", tmp_path: Path) -> Path:
    path = tmp_path / "graph.html"
    write(loaded(), path)
    opened(chrome, path)
    return path


def test_nothing_is_requested_and_nothing_is_said(chrome: "Chrome", page: Path) -> None:
    assert chrome.execute_script("return yaowen.network.body.nodeIndices.length") == 7
    assert requests(chrome) == [page.as_uri()]
    assert log(chrome, "browser") == []


def test_a_request_or_an_error_would_be_seen(chrome: "Chrome", tmp_path: Path) -> None:
    path = tmp_path / "bad.html"
    path.write_text('<img src="http://127.0.0.1:9/x.png"><script>missing()</script>', encoding="utf-8")
    opened(chrome, path)
    assert requests(chrome) == [path.as_uri(), "http://127.0.0.1:9/x.png"]
    assert any("missing is not defined" in entry["message"] for entry in log(chrome, "browser"))


@pytest.mark.usefixtures("page")
def test_a_click_on_an_edge_shows_the_sentence_behind_it(chrome: "Chrome") -> None:
    found = drawn(chrome)
    at = {node["id"]: (node["x"], node["y"]) for node in found["nodes"]}
    edge = next(edge for edge in found["edges"] if edge["fact"] == f"{ID}fact/li-flood")
    (x1, y1), (x2, y2) = at[edge["from"]], at[edge["to"]]
    click_canvas(chrome, x1 + (x2 - x1) * 0.4, y1 + (y2 - y1) * 0.4)
    assert "列席 sat in" in text(chrome, "#details h2")
    assert text(chrome, "#details blockquote").replace("⏎", "") == "副市长李小红、陈伟列席会议。"
    assert text(chrome, "#details blockquote mark").replace("⏎", "") == "李小红"
    assert "a.txt · 41–57" in text(chrome, "#details")
    assert requests(chrome)[1:] == []
    assert log(chrome, "browser") == []


@pytest.mark.usefixtures("page")
def test_a_click_on_a_person_shows_offices_meetings_and_directives(chrome: "Chrome") -> None:
    at = next(node for node in drawn(chrome)["nodes"] if node["label"] == "王大明")
    click_canvas(chrome, at["x"], at["y"])
    shown = text(chrome, "#details")
    for expected in ("王大明", "职务 Offices (1)", "市长", "会议 Meetings (3)", "市政府防汛工作会议", "要求 Directives (1)", "要压实责任"):
        assert expected in shown


@pytest.mark.usefixtures("page")
def test_the_list_can_be_searched_and_walked_with_the_keyboard(chrome: "Chrome") -> None:
    from selenium.webdriver.common.keys import Keys

    body = chrome.find_element("tag name", "body")
    body.send_keys("/")
    chrome.switch_to.active_element.send_keys("常委会")
    assert text(chrome, "#index").split("\n")[:2] == ["会议 Meetings (1)", "市委常委会会议"]
    chrome.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    chrome.switch_to.active_element.send_keys(Keys.ENTER)
    assert text(chrome, "#details h2") == "市委常委会会议"
    chrome.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert chrome.execute_script("return document.getElementById('details').hidden") is True


@pytest.mark.usefixtures("page")
def test_the_legend_hides_a_kind(chrome: "Chrome") -> None:
    chrome.find_element("css selector", ".toggle[data-kind=directive]").click()
    hidden = chrome.execute_script("return yaowen.network.body.nodeIndices.filter((id) => yaowen.network.body.nodes[id].options.hidden)")
    visible = chrome.execute_script("return yaowen.network.body.nodeIndices")
    assert f"{ID}fact/said" in hidden or f"{ID}fact/said" not in visible


def test_payloads_stay_text_wherever_one_clicks(chrome: "Chrome", tmp_path: Path) -> None:
    payload = "<img src=https://evil.example/x onerror=alert(1)></script><script>alert(1)</script>"
    write(loaded("王大明", payload), tmp_path / "graph.html", Choice(organizations=True))
    opened(chrome, tmp_path / "graph.html")
    ids = chrome.execute_script("return [...yaowen.network.body.nodeIndices, ...yaowen.network.body.edgeIndices]")
    for each in ids:
        chrome.execute_script("yaowen.select(arguments[0])", each)
        chrome.execute_script("document.querySelectorAll('#details .show[aria-expanded]').forEach((button) => button.click())")
    chrome.execute_script("yaowen.select(arguments[0])", f"{ID}person/wang")
    assert text(chrome, "#details h2") == f"王大明{payload}"
    assert chrome.execute_script("return document.querySelectorAll('img, #panel script').length") == 0
    assert requests(chrome) == [(tmp_path / "graph.html").as_uri()]
    assert log(chrome, "browser") == []


def test_the_explained_page_asks_for_nothing(chrome: "Chrome", tmp_path: Path) -> None:
    path = tmp_path / "explain.html"
    path.write_text(as_html(PageFacts(Page("<script>alert(1)</script>", "<img src=//evil.example/x>", "0"))), encoding="utf-8")
    opened(chrome, path)
    assert text(chrome, "h1") == "<script>alert(1)</script>"
    assert requests(chrome) == [path.as_uri()]
    assert log(chrome, "browser") == []


def test_the_time_slider_hides_what_lies_outside(chrome: "Chrome", tmp_path: Path) -> None:
    from kg.show.choosing import Choice
    from kg.show.overview import overview

    made = ox.Store()
    with (tmp_path / "two.nq").open("w", encoding="utf-8") as file:
        file.write(two_months())
    made.bulk_load(path=str(tmp_path / "two.nq"), format=ox.RdfFormat.N_QUADS)
    (tmp_path / "two.html").write_bytes(overview(made, Choice())[0].encode())
    opened(chrome, tmp_path / "two.html")
    shown = "return yaowen.network.body.data.edges.get({filter: (edge) => !edge.hidden}).length"
    assert chrome.execute_script(shown) == 2
    chrome.execute_script("const to = document.getElementById('until'); to.value = 0; to.dispatchEvent(new Event('input'))")
    assert chrome.execute_script(shown) == 1
    assert text(chrome, "#span") == "2022-01"


def two_months() -> str:
    """甲 and 乙 in January, 甲 and 丙 in February, as N-Quads."""
    kg, own, graph = "https://kg.example/ontology#", "https://kg.example/id/", "<https://kg.example/id/g> ."
    label, kind = "<http://www.w3.org/2000/01/rdf-schema#label>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    lines = []
    for event, day, people in (("一", "2022-01-10", "甲乙"), ("二", "2022-02-10", "甲丙")):
        lines += [f"<{own}{event}> {kind} <{kg}Event> {graph}", f'<{own}{event}> {label} "{event}"@zh {graph}']
        lines.append(f'<{own}{event}> <{kg}heldOn> "{day}"^^<http://www.w3.org/2001/XMLSchema#date> {graph}')
        for person in people:
            lines += [f"<{own}{person}> {kind} <{kg}Person> {graph}", f'<{own}{person}> {label} "{person}"@zh {graph}']
            links = (("attendee", f"{own}{person}"), ("event", f"{own}{event}"), ("mode", f"{kg}Attended"))
            lines += [f"<{own}a/{event}/{person}> <{kg}{name}> <{value}> {graph}" for name, value in links]
    return "\n".join(lines)


def test_the_address_remembers_what_was_chosen(chrome: "Chrome", page: Path) -> None:
    opened(chrome, page)
    person = next(node["id"] for node in drawn(chrome)["nodes"] if node["group"] == "person")
    chrome.execute_script("yaowen.select(arguments[0])", person)
    address = chrome.current_url
    chrome.get("about:blank")
    chrome.get(address)
    assert chrome.execute_script("return yaowen.network.getSelectedNodes()") == [person]
