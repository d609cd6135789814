"""How the map makes sure that the app heard it: ``app/atlas/tell.js`` on an empty page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import ROOT


@pytest.fixture
def empty(browser: Browser) -> Iterator[Page]:
    made = browser.new_page()
    made.add_script_tag(path=ROOT / "app" / "atlas" / "tell.js")
    made.evaluate("window.sent = []; window.busy = false;")
    made.evaluate("window.tell = new Tell(v => sent.push(JSON.parse(JSON.stringify(v))), () => busy)")
    made.evaluate("tell.hear('visit', 0)")
    yield made
    made.close()


def test_what_is_not_confirmed_travels_together_and_is_repeated(empty: Page) -> None:
    empty.evaluate("tell.say('layer', {layer: 'a', on: true}); tell.say('layer', {layer: 'b', on: true})")
    empty.wait_for_function("sent.length >= 2")
    first, second = empty.evaluate("sent.slice(0, 2)")
    assert [message["n"] for message in first["messages"]] == [1, 2]
    assert second["messages"] == first["messages"]
    assert (first["attempt"], second["attempt"]) == (1, 2)
    assert not empty.evaluate("tell.settled()")


def test_what_is_confirmed_is_not_said_again(empty: Page) -> None:
    empty.evaluate("tell.say('layer', {layer: 'a', on: true})")
    empty.wait_for_function("sent.length === 1")
    empty.evaluate("tell.hear('visit', 1); tell.say('layer', {layer: 'a', on: false})")
    empty.wait_for_function("sent.length === 2")
    assert [message["n"] for message in empty.evaluate("sent[1].messages")] == [2]
    empty.evaluate("tell.hear('visit', 2)")
    assert empty.evaluate("tell.settled()")
    empty.wait_for_timeout(1600)
    assert empty.evaluate("sent.length") == 2


def test_a_new_session_hears_anew_what_the_old_one_did_not(empty: Page) -> None:
    empty.evaluate("tell.hear('visit', 7); tell.say('layer', {layer: 'a', on: true}); tell.hear('other', 0)")
    empty.wait_for_function("sent.length === 1")
    assert empty.evaluate("sent[0]") == {
        "visit": "other", "attempt": 1, "messages": [{"n": 1, "kind": "layer", "layer": "a", "on": True}],
    }  # fmt: skip


def test_a_busy_page_is_waited_for_unless_it_waits_itself(empty: Page) -> None:
    empty.evaluate("busy = true; tell.say('layer', {layer: 'a', on: true})")
    empty.wait_for_timeout(300)
    assert empty.evaluate("sent.length") == 0
    empty.evaluate("busy = false")
    empty.wait_for_function("sent.length === 1")
    empty.evaluate("busy = true; tell.hear('visit', 1); tell.say('drawn', {}, true)")
    empty.wait_for_function("sent.length === 2")
