"""What was asked of the import of geometry, kept in the session until it is done.

A button's callback only writes down what is asked; the page does it and strikes
it off when it is done. A run that the browser cuts short therefore loses
nothing: the next one finds the order still there.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import streamlit as st

from geo import paths
from geo.errors import AtlasError
from geo.imports import choices, store
from geo.imports.run import Outcome

LARGEST_MB = 200
FILE = "import-file"
_ORDER, _DONE, _FAILED, _FOLDER, _TOLD = "import-order", "import-done", "import-failed", "import-folder", "import-told"
Task = Literal["trial", "take"]


@dataclass(frozen=True)
class Order:
    """A file to be read for a city, on trial or to be used."""

    task: Task
    city_code: str
    path: Path


def folder() -> Path:
    """Where imports are kept."""
    return paths.from_environment().geometry or paths.ROOT / "user_data" / "geometry"


def upload() -> None:
    """Callback: keep what was uploaded as a file of its own name; what was said of an earlier one is over."""
    held = st.session_state.get(FILE)
    for key in (_ORDER, _DONE, _FAILED, _TOLD):
        st.session_state.pop(key, None)
    old = st.session_state.pop(_FOLDER, None)
    if old is not None:
        old.cleanup()
    if held is None:
        return
    place = tempfile.TemporaryDirectory(prefix="atlas-import-")
    (Path(place.name) / Path(held.name).name).write_bytes(held.getbuffer())
    st.session_state[_FOLDER] = place


def uploaded() -> Path | None:
    """The uploaded file; None without one."""
    place = st.session_state.get(_FOLDER)
    return next(Path(place.name).iterdir(), None) if place is not None else None


def order(task: Task, city_code: str) -> None:
    """Callback: write down what is asked."""
    path = uploaded()
    st.session_state.pop(_TOLD, None)
    if path is not None:
        st.session_state[_ORDER] = Order(task, city_code, path)


def open_order() -> Order | None:
    """What is asked and not yet done."""
    asked: Order | None = st.session_state.get(_ORDER)
    return asked


def finish(result: Outcome | AtlasError) -> None:
    """Strike the order off, with what came of it."""
    asked = st.session_state.pop(_ORDER)
    st.session_state.pop(_FAILED, None)
    st.session_state.pop(_DONE, None)
    if isinstance(result, AtlasError):
        st.session_state[_FAILED] = result
    else:
        st.session_state[_DONE] = (asked, result)


def done(city_code: str) -> tuple[Order, Outcome] | None:
    """The last order of a city that was done, and what came of it."""
    held: tuple[Order, Outcome] | None = st.session_state.get(_DONE)
    return held if held is not None and held[0].city_code == city_code else None


def failure() -> AtlasError | None:
    """Why the last order failed; None if it did not."""
    held: AtlasError | None = st.session_state.get(_FAILED) or st.session_state.get(_TOLD)
    return held


def _tell(error: AtlasError | None) -> None:
    st.session_state[_TOLD] = error


def remove(import_id: str) -> None:
    """Callback: take an import away."""
    st.session_state.pop(_DONE, None)
    try:
        store.remove(folder(), import_id)
    except AtlasError as error:
        _tell(error)


def choose(feature_id: str, key: str) -> None:
    """Callback: remember the candidate chosen in a widget; nothing chosen takes the choice back."""
    try:
        choices.choose(folder(), feature_id, st.session_state.get(key) or "")
    except AtlasError as error:
        _tell(error)
