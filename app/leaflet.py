"""The map inside the app: a component of our own, with Leaflet and our drawing served by the app itself.

The map of a whole city is a file that the browser fetches once; a run of the
page sends only what to show of it. What is clicked or ticked on the map comes
back as numbered messages (``app/atlas/tell.js``); each is acted on once.
"""

import hashlib
import tempfile
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st
import streamlit.components.v1 as components

from app import data
from geo import files
from layers.definition import Bounds, Selection, parse_extent
from layers.filters import hidden_ids
from layers.messages import Messages
from layers.model import MapView
from layers.render import folium as renderer
from layers.render.payload import build_counties

KEY = "atlas"
TALK = "atlas-talk"
PAUSES = (0.25,) * 12  # seconds
Act = Callable[[Mapping[str, Any]], None]

OWN = Path(__file__).with_name("atlas")
SCRIPTS = ("protocol.js", "tell.js", "component.js")

# What the app serves to the map's frame: its page and the maps, written when they are needed.
_SERVED = tempfile.TemporaryDirectory(prefix="atlas-")
_atlas = components.declare_component("atlas", path=_SERVED.name)


@cache
def _assets() -> dict[str, str]:
    """Leaflet and every script of ours in one file, every style in another, each named after its content."""
    own = "".join((OWN / name).read_text(encoding="utf-8") for name in SCRIPTS)
    texts = {
        "js": f"{renderer.leaflet_script()};\n{renderer.atlas_script()}{own}",
        "css": renderer.leaflet_css() + renderer.atlas_css() + (OWN / "component.css").read_text(encoding="utf-8"),
    }
    return {f"map-{hashlib.sha256(text.encode()).hexdigest()[:16]}.{kind}": text for kind, text in texts.items()}


def page(payload: str) -> str:
    """The page of the map's frame; it asks for the payload most likely wanted along with its scripts.

    Parameters
    ----------
    payload
        Name of a payload's file.
    """
    script, style = _assets()
    links = (
        f'<link rel="stylesheet" href="{style}">',
        f'<link rel="preload" as="fetch" crossorigin href="{payload}">',
        f'<script defer src="{script}"></script>',
    )
    return (OWN / "index.html").read_text(encoding="utf-8").replace("<!-- links -->", "\n".join(links))


@dataclass
class Talk:
    """What the session knows of its talk with the map.

    Parameters
    ----------
    visit
        Name of the session, so that numbers of an older one are not taken for its own.
    seen
        Number of the last message that was acted on.
    drawn
        The map of this visit was on the screen, or was given up waiting for.
    """

    visit: str = field(default_factory=lambda: uuid.uuid4().hex)
    seen: int = 0
    drawn: bool = False


def _talk() -> Talk:
    talk: Talk = st.session_state.setdefault(TALK, Talk())
    return talk


def hear(value: Any, talk: Talk, act: Act) -> int:
    """Act on the messages of a component value that were not acted on yet; how many there were."""
    if not isinstance(value, dict) or value.get("visit") != talk.visit:
        return 0
    fresh = [message for message in value["messages"] if message["n"] > talk.seen]
    for message in fresh:
        talk.seen = message["n"]
        if message["kind"] == "drawn":
            talk.drawn = True
        else:
            act(message)
    return len(fresh)


def _on_change(act: Act) -> None:
    hear(st.session_state[KEY], _talk(), act)


def selection(message: Mapping[str, Any]) -> Selection | None:
    """What a message of kind ``select`` says is selected."""
    what = message["what"]
    if what is None:
        return None
    if what["kind"] == "badge":
        return Selection("badge", str(what["layer"]), str(what["county"]))
    return Selection("feature", str(what["layer"]), str(what["id"]))


def extent(message: Mapping[str, Any]) -> Bounds | None:
    """The extent that a message of kind ``extent`` asks to keep; None for the whole city."""
    bounds = message["bounds"]
    return None if bounds is None else parse_extent(",".join(str(value) for value in bounds))


def marked(selected: Selection | None) -> str | None:
    """The feature to mark on the map; a badge marks nothing."""
    return f"{selected.layer}/{selected.id}" if selected is not None and selected.kind == "feature" else None


def serve(payload: data.Payload, folder: Path) -> str:
    """Name of the payload's file; all files are there, even if a tidy system took old ones away.

    Parameters
    ----------
    payload
        The map to show.
    folder
        What the browser can fetch from.
    """
    folder.mkdir(exist_ok=True)
    for name, text in (*_assets().items(), (payload.name, payload.text)):
        if not (folder / name).exists():
            files.write_text(folder / name, text)
    index, text = folder / "index.html", page(payload.name)
    if not index.exists() or index.read_text(encoding="utf-8") != text:
        files.write_text(index, text)
    return payload.name


def show_map(
    payload: data.Payload, shown: MapView, view: MapView, act: Act, *, t: Messages,
    selected: Selection | None, fly: int, height: int, filtered: bool,
) -> None:  # fmt: skip
    """Draw the map, or change what is shown of it.

    Parameters
    ----------
    payload
        The city's whole map, which the browser fetches where it is new to it.
    shown, view
        The map before and after filtering: what the filter takes away is hidden.
    act
        Called once with each message of the map; its ``kind`` is ``select``, ``layer`` or ``extent``.
    t
        Words of the payload's language.
    selected
        What to mark.
    fly
        A new number moves the map to what is marked.
    height
        Pixels.
    filtered
        Whether a filter is set: then a layer that is ticked is shown by the run, else at once.

    Panning and zooming send nothing back, so they never rerun the app.
    """
    talk = _talk()
    value = _atlas(
        key=KEY,
        default=None,
        on_change=partial(_on_change, act),
        payload=serve(payload, Path(_SERVED.name)),
        language=t.language,
        height=height,
        visible=list(view.visible),
        hidden=hidden_ids(shown, view),
        missing={layer.layer_id: len(layer.unlocated) for layer in view.shown()} if filtered else {},
        opacity=dict(view.opacity),
        counties=build_counties(view),
        selected=marked(selected),
        fly=fly,
        extent=view.extent,
        visit=talk.visit,
        seen=talk.seen,
        awaited=not talk.drawn,
        filtered=filtered,
        failed=t("map.failed"),
    )
    # A message that came before the callback was known to the page.
    if hear(value, talk, act):
        st.rerun()


def let_map_first() -> None:
    """Hold back the rest of a visit's first page until the map is drawn, some seconds at most.

    A browser that is given the whole page at once draws all of it before the
    map. Where no browser is, nothing is waited for.
    """
    talk = _talk()
    if talk.drawn or not st.context.headers:
        return
    slot = st.empty()
    for pause in PAUSES:
        time.sleep(pause)
        slot.empty()  # here the page turns to what the map tells, and begins anew
    talk.drawn = True
