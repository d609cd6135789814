"""专题制图: a briefing of views, edited, played, and made into pages, slides and paper."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from app import brief_make, brief_state, briefings, data, state
from app.brief_state import Desk, Waiting
from app.guard import guarded
from app.text import plain
from geo.frames import Frames
from geo.issues import Issue, Severity
from layers import plates
from layers.briefing import LIMITS, MOST_SHEETS
from layers.figures import GROUPS
from layers.messages import Messages
from layers.model import MapView
from layers.plates import Plate
from layers.render.print import picture

Act = Callable[[], None]
PLAYING = "brief-playing"
SIDE_MM, DPI = 118.0, 110
LIST_HEIGHT, PLAYER_HEIGHT = 212, 600


def _upload(key: str) -> None:
    given = st.session_state[key]
    if given is not None:
        brief_state.ask_for(Waiting(given.name, given.getvalue()))


def _choose(key: str) -> None:
    brief_state.ask_for(Waiting(st.session_state[key]))


def _play(*, on: bool) -> None:
    st.session_state[PLAYING] = on


def _top(desk: Desk, titles: dict[str, str], t: Messages) -> None:
    """Which briefing of the ready-made ones, by name and title; its title, a file of one's own, play."""
    mark = desk.mark(t.language)
    names = list(titles) if desk.name in titles else [desk.name, *titles]
    left, middle, own, play = st.columns([4, 4, 2, 2], vertical_alignment="bottom")
    key = f"brief-choose-{mark}"
    left.selectbox(
        t("brief.choose"),
        names,
        index=names.index(desk.name),
        key=key,
        format_func=lambda name: titles.get(name, name),
        on_change=_choose,
        args=(key,),
    )
    heading = f"brief-heading-{mark}"
    middle.text_input(
        t("brief.heading"),
        desk.briefing.title.said(t.language),
        key=heading,
        max_chars=LIMITS["title"],
        on_change=brief_state.write,
        args=("heading", heading),
    )
    with own.popover(t("brief.open"), width="stretch"):
        upload = f"brief-file-{mark}"
        st.file_uploader(t("brief.file"), type="json", key=upload, on_change=_upload, args=(upload,))
    play.button(t("offline.play"), key="brief-play", width="stretch", on_click=partial(_play, on=True))


def _notices(desk: Desk, t: Messages) -> None:
    """What waits for an answer, what could not be opened, what was found in the file."""
    if desk.waiting is not None:
        st.warning(t("brief.replace", name=plain(desk.waiting.name)))
        yes, no, _ = st.columns([2, 2, 6])
        yes.button(t("brief.replace_yes"), key="brief-yes", width="stretch", on_click=brief_state.agree)
        no.button(t("brief.replace_no"), key="brief-no", width="stretch", on_click=brief_state.keep)
    if desk.error:
        st.error(plain(desk.error))
    if desk.issues:
        worst = any(issue.severity == Severity.ERROR for issue in desk.issues)
        with st.expander(t("brief.issues", count=len(desk.issues)), expanded=worst):
            for issue in desk.issues:
                st.markdown(plain(f"{issue.row} {issue.field}：{issue.message}"))


def _list(desk: Desk, t: Messages) -> None:
    """The views in order, and what can be done with the open one."""
    sheets = desk.briefing.sheets
    key = f"brief-at-{desk.mark(t.language)}-{desk.at}"
    with st.container(height=LIST_HEIGHT, border=True):
        st.radio(
            t("brief.views"),
            range(len(sheets)),
            index=desk.at,
            key=key,
            format_func=lambda place: f"{place + 1}. {plain(sheets[place].title.said(t.language))}",
            on_change=lambda: brief_state.open_sheet(st.session_state[key]),
        )
    acts: tuple[tuple[str, Act, bool], ...] = (
        ("up", partial(brief_state.move, -1), desk.at == 0),
        ("down", partial(brief_state.move, 1), desk.at == len(sheets) - 1),
        ("duplicate", brief_state.duplicate, len(sheets) >= MOST_SHEETS),
        ("delete", brief_state.delete, len(sheets) == 1),
    )
    places = (*st.columns(2), *st.columns(2))
    for column, (name, act, off) in zip(places, acts, strict=True):
        column.button(t(f"brief.{name}"), key=f"brief-{name}", width="stretch", disabled=off, on_click=act)
    add, back = st.columns(2)
    full = len(sheets) >= MOST_SHEETS
    add.button(
        t("brief.add"),
        key="brief-add",
        width="stretch",
        disabled=full,
        help=t("brief.add_hint"),
        on_click=brief_state.add_current,
        args=(t,),
    )
    back.button(t("brief.undo"), key="brief-undo", width="stretch", disabled=not desk.before, on_click=brief_state.undo)


def _editor(desk: Desk, t: Messages) -> None:
    """Words of the open sheet, and its table."""
    mark = f"{desk.mark(t.language)}-{desk.at}"
    for part, height in (("title", 0), ("text", 90), ("note", 70)):
        key = f"brief-{part}-{mark}"
        value = getattr(desk.sheet, part).said(t.language)
        label, most = t(f"brief.{part}"), LIMITS[part]
        if height:
            st.text_area(
                label, value, height=height, max_chars=most, key=key, on_change=brief_state.write, args=(part, key)
            )
        else:
            st.text_input(label, value, max_chars=most, key=key, on_change=brief_state.write, args=(part, key))
    key = f"brief-table-{mark}"
    offered = brief_state.tables_of(desk.sheet)

    def said(name: str) -> str:
        kind, _, layer = name.partition("~")
        words = t(f"brief.table_{kind}")
        if not layer:
            return words
        return f"{words}{t('plate.colon')}{t(f'group.{layer}') if layer in GROUPS else t(f'layer.{layer}.title')}"

    st.selectbox(
        t("brief.table"),
        offered,
        index=offered.index(desk.sheet.table),
        key=key,
        format_func=said,
        on_change=brief_state.choose_table,
        args=(key,),
    )
    st.caption(plain(t("brief.placeholders", example="{total:parks}")))


@st.cache_data(show_spinner=False, max_entries=60)
def _picture(_view: MapView, key: str) -> bytes:
    del key  # what the cache goes by
    return picture(_view, SIDE_MM, SIDE_MM * 0.8, DPI)


def _preview(plate: Plate, desk: Desk, loaded: Frames, t: Messages) -> None:
    """The picture of the open sheet and its words as they will be read."""
    with guarded(t), st.spinner(t("brief.drawing")):
        query = sorted(desk.sheet.view.to_query().items())
        key = f"{loaded.digest}/{loaded.boundary_origin}/{t.language}/{query}"
        st.image(_picture(plate.view, key), caption=plain(plate.title), width="stretch")
    st.markdown(plain(plate.text))
    if plate.figures:
        st.markdown("　".join(f"**{plain(value)}** :small[{plain(label)}]" for label, value in plate.figures))
    for line in (plate.where, plate.marks):
        if line:
            st.caption(plain(line))


def _desk(desk: Desk, loaded: Frames, whole: MapView, t: Messages) -> None:
    left, seen = st.columns([7, 5], gap="small")
    issues: list[Issue] = []
    with left:
        order, words = st.columns([3, 4], gap="small")
        with order:
            _list(desk, t)
        with words:
            _editor(desk, t)
    with seen, guarded(t):
        drawn = plates.draw(desk.sheet, data.load_describer(loaded, t.language), whole, issues)
        for issue in issues:
            st.warning(plain(issue.message))
        _preview(drawn, desk, loaded, t)
    with left, guarded(t):
        brief_make.show_make(desk, loaded, whole, t)


def show() -> None:
    """The page."""
    now, t = state.current(), state.words()
    loaded = data.load_frames(now.city)
    whole = data.load_view(loaded, now.language)
    ready, wrong = briefings.readable(loaded)
    for why in wrong:
        st.warning(plain(why))
    desk = brief_state.desk()
    if desk is None:
        st.info(t("brief.none"))
        return
    if st.session_state.get(PLAYING):
        st.button(t("brief.stop"), key="brief-stop", on_click=partial(_play, on=False))
        with guarded(t), st.spinner(t("brief.working")):
            brief_make.show_player(desk, loaded, whole, t, PLAYER_HEIGHT)
        return
    _top(desk, {name: made.title.said(t.language) for name, (made, _) in ready.items()}, t)
    _notices(desk, t)
    with st.container(key="brief-desk"):
        _desk(desk, loaded, whole, t)
