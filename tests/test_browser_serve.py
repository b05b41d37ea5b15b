"""The served pages in headless Chromium: nothing is said on the console, nothing leaves the machine, and what people do there works."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from serving import Server, serving

import kg

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

SEEDS = Path(__file__).parents[1] / "seeds"
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(not CHROMIUM or not DRIVER, reason="needs chromium and chromedriver (Debian: chromium, chromium-driver)"),
    pytest.mark.browser,
]
PAGES = ("/", "/search?q=专题会议", "/id/person/何雄", "/id/concept/两个确保", "/query", "/api", "/library/top-pairs", "/nowhere")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--lang=zh-CN")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = tmp_path_factory.mktemp("pages") / "store"
    kg.build(SEEDS, store=store)
    with serving(store) as opened:
        yield opened


@pytest.fixture(scope="module")
def chrome() -> Iterator["Chrome"]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium (the extra `test`)")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(executable_path=str(DRIVER)))
    yield driver
    driver.quit()


def log(chrome: "Chrome", kind: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = chrome.get_log(kind)  # type: ignore[no-untyped-call]
    return entries


def opened(chrome: "Chrome", server: Server, path: str) -> list[str]:
    """Open a page; gives what its console said, and the requests that went elsewhere."""
    log(chrome, "browser")
    log(chrome, "performance")
    chrome.get(f"http://127.0.0.1:{server.port}{quote(path, safe='/?=&%#,')}")
    said = [entry["message"] for entry in log(chrome, "browser") if "/nowhere" not in entry["message"]]
    return said + [url for url in requests(chrome) if not url.startswith((f"http://127.0.0.1:{server.port}/", "data:", "blob:"))]


def requests(chrome: "Chrome") -> list[str]:
    entries = [json.loads(entry["message"])["message"] for entry in log(chrome, "performance")]
    return [entry["params"]["request"]["url"] for entry in entries if entry["method"] == "Network.requestWillBeSent"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_nothing_on_the_console_and_asks_nobody_else(chrome: "Chrome", server: Server, path: str) -> None:
    assert opened(chrome, server, path) == []
    assert chrome.find_element("css selector", "h1").text


def test_from_a_name_to_the_marked_sentence_in_two_clicks(chrome: "Chrome", server: Server) -> None:
    opened(chrome, server, "/search?q=雄")
    assert chrome.find_element("css selector", "h1").text == "何雄"  # the only one: its page comes at once
    opened(chrome, server, "/search?q=省委新冠肺炎疫情防控工作")
    chrome.find_element("link text", "省委新冠肺炎疫情防控工作第十三次专题会议").click()
    chrome.find_element("css selector", ".roll li .source").click()
    marked = "".join(piece.text for piece in chrome.find_elements("css selector", ".text .here"))
    assert marked == "省委书记楼阳生主持并讲话。"
    top = chrome.execute_script("return document.querySelector('.text .here').getBoundingClientRect().top")
    assert 0 <= top < chrome.execute_script("return window.innerHeight")


@pytest.mark.parametrize("letters", ["hexiong", "HX", "he xiong"])
def test_people_are_found_by_their_pinyin(chrome: "Chrome", server: Server, letters: str) -> None:
    opened(chrome, server, f"/search?q={quote(letters)}")
    assert chrome.find_element("css selector", "h1").text == "何雄"


def test_pointing_at_a_stretch_lights_its_fact(chrome: "Chrome", server: Server) -> None:
    from selenium.webdriver import ActionChains

    opened(chrome, server, "/id/article/001_3f1f02917a16f933.txt/1?at=100,118#here")
    ActionChains(chrome).move_to_element(chrome.find_element("css selector", ".text .here")).perform()
    assert [fact.get_attribute("data-kind") for fact in chrome.find_elements("css selector", ".facts li.lit")] == ["event"]


def test_the_interface_is_in_the_language_one_chooses(chrome: "Chrome", server: Server) -> None:
    opened(chrome, server, "/id/person/何雄?language=zh")
    assert chrome.find_element("css selector", "h2").text == "职务"
    opened(chrome, server, "/id/person/何雄?language=en")
    assert chrome.find_element("css selector", "h2").text == "Offices"
    opened(chrome, server, "/id/person/安伟")
    assert chrome.find_element("css selector", "h2").text == "Offices"
    opened(chrome, server, "/?language=zh")


def test_nothing_is_wider_than_a_phone(chrome: "Chrome", server: Server) -> None:
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True})
    try:
        for path in PAGES:
            opened(chrome, server, path)
            wide = chrome.execute_script("return document.documentElement.scrollWidth")
            assert (path, wide <= 390) == (path, True)
    finally:
        chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_workbench_runs_a_query(chrome: "Chrome", server: Server) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    opened(chrome, server, "/query")
    chrome.execute_script("document.querySelector('.yasqe_queryButton').click()")
    WebDriverWait(chrome, 10).until(lambda driver: driver.find_elements("css selector", ".yasr table tbody tr"))
    assert "省委新冠肺炎疫情防控工作第十三次专题会议" in chrome.find_element("css selector", ".yasr table").text


def test_an_iri_gives_a_page_or_triples_as_the_client_likes(server: Server) -> None:
    path = "/id/person/" + quote("何雄")
    page = server.ask(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (page.status, page.media) == (200, "text/html")
    turtle = server.ask(path, headers={"Accept": "text/turtle"})
    assert (turtle.status, turtle.media) == (200, "text/turtle")
    assert 'rdfs:label "何雄"@zh' in turtle.text
    assert server.ask(path + "?format=jsonld").media == "application/ld+json"
    assert server.ask("/id/person/" + quote("无此人"), headers={"Accept": "text/turtle"}).status == 404
    assert server.ask("/id/person/" + quote("无此人"), headers={"Accept": "text/html"}).status == 404


def test_a_payload_in_an_address_stays_text(chrome: "Chrome", server: Server) -> None:
    payloads = (
        '"><script>document.title="run"</script>',
        "<img src=x onerror=document.title='run'>",
        "{{ 7*7 }}",
        "javascript:alert(1)",
    )
    for payload in payloads:
        opened(chrome, server, f"/search?q={quote(payload, safe='')}")
        assert "run" not in chrome.title.replace(payload, "")
        assert payload in chrome.find_element("css selector", "h1").text
