"""Bookmarks: named views of the session, brought from and taken to one file that the planner owns."""

from functools import partial

import streamlit as st

from app import data, state
from app.folds import fold
from app.text import plain
from geo.errors import ViewFileError
from layers import bookmarks, views
from layers.bookmarks import Bookmark
from layers.messages import Messages

LIST = "bookmarks"
FILE_NAME = "bookmarks.json"
_REMOVED = "bookmark-removed"  # (place, bookmark) that can be put back
_REPORT = "bookmark-report"
_FAILED = "bookmark-failed"  # the report tells of a file that could not be read at all
_TITLE = "bookmark-title"
_UPLOADS = "bookmark-uploads"  # how many files were opened: each gets a fresh uploader


def kept() -> list[Bookmark]:
    """The bookmarks of the session."""
    own: list[Bookmark] = st.session_state.get(LIST, [])
    return own


def _keep(own: list[Bookmark], removed: tuple[int, Bookmark] | None = None) -> None:
    st.session_state[LIST] = own
    st.session_state[_REMOVED] = removed
    st.session_state[_REPORT] = []


def add(title: str) -> None:
    """Keep the current view under a name, in a callback; a name that is taken gets a number."""
    clean = bookmarks.one_line(title)[: bookmarks.LONGEST]
    free = bookmarks.free_title(clean or state.words()("bookmark.untitled"), (other.title for other in kept()))
    _keep([*kept(), Bookmark(free, state.current())])


def _add_typed() -> None:
    add(st.session_state[_TITLE])
    st.session_state[_TITLE] = ""


def _open(place: int) -> None:
    state.open_view(kept()[place].view)


def _rename(place: int) -> None:
    own = kept()
    others = [other.title for other in own if other is not own[place]]
    typed = bookmarks.one_line(st.session_state[f"bookmark-name-{place}"])[: bookmarks.LONGEST]
    if typed:
        own = [*own]
        own[place] = Bookmark(bookmarks.free_title(typed, others), own[place].view)
        _keep(own)


def _remove(place: int) -> None:
    own = kept()
    _keep([*own[:place], *own[place + 1 :]], (place, own[place]))


def _put_back() -> None:
    place, bookmark = st.session_state[_REMOVED]
    _keep([*kept()[:place], bookmark, *kept()[place:]])


def _uploader_key() -> str:
    return f"bookmark-file-{st.session_state.get(_UPLOADS, 0)}"


def _bring(cities: list[str]) -> None:
    """Merge the file that was chosen; what cannot be used is told, the rest is there."""
    chosen = st.session_state[_uploader_key()]
    if chosen is None:
        return
    name = bookmarks.shorten(chosen.name)
    try:
        found, problems = bookmarks.read_bookmarks(chosen.getvalue(), views.known(cities, data.load_frames))
    except ViewFileError as error:
        failed, report = True, [f"{name}：{error}"]
    else:
        failed = False
        merged, notes = bookmarks.merge(kept(), found)
        added = len(merged) - len(kept())
        _keep(merged)
        report = [state.words()("bookmark.brought", name=name, count=added), *problems, *notes]
    st.session_state[_REPORT], st.session_state[_FAILED] = report, failed
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1


def _row(place: int, bookmark: Bookmark, t: Messages) -> None:
    with st.container(horizontal=True, gap="xsmall", wrap=False, vertical_alignment="center"):
        st.button(
            plain(bookmark.title),
            key=f"bookmark-{place}",
            type="tertiary",
            width="stretch",
            on_click=_open,
            args=(place,),
        )
        more = st.popover(t("bookmark.edit"), type="tertiary", key=f"bookmark-edit-{place}", on_change="rerun")
    if more.open:
        with more:
            key = f"bookmark-name-{place}"
            st.session_state.setdefault(key, bookmark.title)
            st.text_input(t("bookmark.rename"), key=key, max_chars=bookmarks.LONGEST, on_change=_rename, args=(place,))
            st.button(t("bookmark.delete"), key=f"bookmark-delete-{place}", on_click=_remove, args=(place,))


def _file(cities: list[str], t: Messages) -> None:
    own = kept()
    if own:
        st.download_button(
            t("bookmark.save"),
            data=partial(bookmarks.write_bookmarks, tuple(own)),
            file_name=FILE_NAME,
            mime="application/json",
            key="bookmark-save",
            on_click="ignore",
        )
        st.caption(t("bookmark.save_hint"))
    st.file_uploader(
        t("bookmark.load"), type="json", key=_uploader_key(), max_upload_size=20, on_change=_bring, args=(cities,)
    )
    for number, line in enumerate(st.session_state.get(_REPORT, [])):
        if st.session_state.get(_FAILED):
            st.error(plain(line))
        else:
            (st.warning if number else st.info)(plain(line))


def show_bookmarks(t: Messages) -> None:
    """Draw the box: add, open, rename, delete, take along, bring."""
    own = kept()
    title = t("bookmark.title") + (f"　({len(own)})" if own else "")
    box = fold(title, "bookmark-box")
    if box is None:
        return
    with box:
        st.text_input(t("bookmark.name"), key=_TITLE, max_chars=bookmarks.LONGEST, placeholder=t("bookmark.name_hint"))
        st.button(t("bookmark.add"), key="bookmark-add", on_click=_add_typed)
        for place, bookmark in enumerate(own):
            _row(place, bookmark, t)
        removed = st.session_state.get(_REMOVED)
        if removed is not None:
            st.caption(plain(t("bookmark.removed", title=removed[1].title)))
            st.button(t("bookmark.undo"), key="bookmark-undo", on_click=_put_back)
        _file(list(data.load_cities()), t)
