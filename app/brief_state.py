"""The briefing that a planner works on: one value in the session, changed in callbacks only."""

from dataclasses import dataclass, replace

import streamlit as st

from app import briefings, data, state
from geo.errors import AtlasError
from geo.issues import Issue
from layers.briefing import MOST_SHEETS, TABLES, Briefing, Sheet, Words, unique_title
from layers.briefing_reader import UNPRINTABLE
from layers.figures import TARGETS
from layers.messages import Messages

DESKS = "briefing-desks"
UNDO = 20  # steps back


@dataclass(frozen=True)
class Waiting:
    """A briefing that would take the place of an edited one: a ready-made name, or a file."""

    name: str
    content: bytes | None = None


@dataclass(frozen=True)
class Desk:
    """What lies on the desk for one city.

    Parameters
    ----------
    name
        Ready-made name or file name that it began as.
    briefing
        As it is now.
    at
        Place of the sheet that is open.
    before
        Earlier states, the newest last.
    edited
        Whether it was changed since it was opened.
    turn
        Changes whenever widgets have to be filled anew.
    issues
        What was found wrong when it was read.
    waiting
        What asks to take its place.
    error
        Why a file could not be opened.
    """

    name: str
    briefing: Briefing
    at: int = 0
    before: tuple[tuple[Briefing, int], ...] = ()
    edited: bool = False
    turn: int = 0
    issues: tuple[Issue, ...] = ()
    waiting: Waiting | None = None
    error: str = ""

    def mark(self, language: str) -> str:
        """What the keys of its widgets bear: another city, language or turn fills them anew."""
        return f"{self.briefing.city}-{language}-{self.turn}"

    @property
    def sheet(self) -> Sheet:
        """The sheet that is open."""
        return self.briefing.sheets[min(self.at, len(self.briefing.sheets) - 1)]


def _desks() -> dict[str, Desk]:
    desks: dict[str, Desk] = st.session_state.setdefault(DESKS, {})
    return desks


def desk() -> Desk | None:
    """The desk of the city of the view; its first ready-made briefing lies on it at first."""
    city = state.current().city
    if city not in _desks():
        ready, _ = briefings.readable(data.load_frames(city))
        if not ready:
            return None
        name, (made, issues) = next(iter(ready.items()))
        _desks()[city] = Desk(name, made, issues=issues)
    return _desks()[city]


def _put(changed: Desk) -> None:
    _desks()[changed.briefing.city] = changed


def _now() -> Desk:
    found = desk()
    if found is None:
        msg = "没有汇报。"
        raise LookupError(msg)
    return found


def _edit(briefing: Briefing, at: int, *, fresh: bool = True) -> None:
    """Take a changed briefing, with a way back."""
    now = _now()
    before = (*now.before, (now.briefing, now.at))[-UNDO:]
    _put(replace(now, briefing=briefing, at=at, before=before, edited=True, turn=now.turn + fresh, error=""))


def open_sheet(place: int) -> None:
    """Open another sheet."""
    _put(replace(_now(), at=place, error=""))


def undo() -> None:
    """Take the last change back."""
    now = _now()
    if now.before:
        briefing, at = now.before[-1]
        left = now.before[:-1]
        _put(replace(now, briefing=briefing, at=at, before=left, edited=bool(left), turn=now.turn + 1, error=""))


def move(by: int) -> None:
    """Move the open sheet up or down."""
    now = _now()
    sheets, to = list(now.briefing.sheets), now.at + by
    if 0 <= to < len(sheets):
        sheets[now.at], sheets[to] = sheets[to], sheets[now.at]
        _edit(replace(now.briefing, sheets=tuple(sheets)), to)


def _insert(sheet: Sheet) -> None:
    now = _now()
    if len(now.briefing.sheets) >= MOST_SHEETS:
        return
    titles = [one.title.zh for one in now.briefing.sheets]
    named = unique_title(sheet.title.zh, titles)
    if named != sheet.title.zh:
        sheet = replace(
            sheet, title=Words(named, unique_title(sheet.title.en, [one.title.en for one in now.briefing.sheets]))
        )
    sheets = list(now.briefing.sheets)
    sheets.insert(now.at + 1, sheet)
    _edit(replace(now.briefing, sheets=tuple(sheets)), now.at + 1)


def duplicate() -> None:
    """The open sheet once more, after it."""
    _insert(_now().sheet)


def add_current(t: Messages) -> None:
    """The view of the map as a new sheet after the open one."""
    view = state.current()
    titles = [t(f"layer.{layer}.title") for layer in view.layers] or [t("page.counties")]
    title = t("plate.comma").join(titles)[:40]
    table = f"rows~{TARGETS}" if view.layers == (TARGETS,) else "counts"
    _insert(Sheet(Words(title, title), view, table=table))


def delete() -> None:
    """Take the open sheet away; the last one stays."""
    now = _now()
    sheets = [sheet for place, sheet in enumerate(now.briefing.sheets) if place != now.at]
    if sheets:
        _edit(replace(now.briefing, sheets=tuple(sheets)), min(now.at, len(sheets) - 1))


def write(part: str, key: str) -> None:
    """Take the words of a field into the open sheet, or into the title of the briefing."""
    now, language = _now(), state.current().language
    text = UNPRINTABLE.sub("", str(st.session_state[key]))
    if part in {"heading", "title"} and not text.strip():
        _put(replace(now, turn=now.turn + 1))  # the old title comes back into the box
        return
    if part == "heading":
        _edit(replace(now.briefing, title=now.briefing.title.changed(language, text)), now.at, fresh=False)
        return
    sheet = now.sheet
    changed = {
        "title": replace(sheet, title=sheet.title.changed(language, text)),
        "text": replace(sheet, text=sheet.text.changed(language, text)),
        "note": replace(sheet, note=sheet.note.changed(language, text)),
    }[part]
    _edit(_with(now, changed), now.at, fresh=False)


def choose_table(key: str) -> None:
    """Another table beside the map."""
    now = _now()
    _edit(_with(now, replace(now.sheet, table=str(st.session_state[key]))), now.at, fresh=False)


def _with(now: Desk, sheet: Sheet) -> Briefing:
    sheets = tuple(sheet if place == now.at else one for place, one in enumerate(now.briefing.sheets))
    return replace(now.briefing, sheets=sheets)


def tables_of(sheet: Sheet) -> list[str]:
    """Tables that make sense beside a sheet, its own first if it is none of them."""
    offered = [name for name in TABLES if name in {"counts", "headlines", "none"}]
    if sheet.view.filters.kept.get("county"):
        offered.append("county")
    offered += [f"{kind}~{layer}" for layer in sheet.view.layers for kind in ("rows", "counties", "status", "kinds")]
    return offered if sheet.table in offered else [sheet.table, *offered]


def ask_for(waiting: Waiting) -> None:
    """Open another briefing; an edited one stays until the planner agrees."""
    now = _now()
    if now.edited:
        _put(replace(now, waiting=waiting, turn=now.turn + 1))
    else:
        _open(waiting)


def agree() -> None:
    """Let what waits take the place of the edited briefing."""
    waiting = _now().waiting
    if waiting is not None:
        _open(waiting)


def keep() -> None:
    """Keep the edited briefing."""
    now = _now()
    _put(replace(now, waiting=None, turn=now.turn + 1, error=""))


def _open(waiting: Waiting) -> None:
    now = _now()
    loaded = data.load_frames(now.briefing.city)
    try:
        if waiting.content is None:
            made, issues = briefings.by_name(waiting.name, loaded)
        else:
            made, issues = briefings.read(waiting.content, waiting.name, loaded)
    except AtlasError as error:
        _put(replace(now, waiting=None, turn=now.turn + 1, error=str(error)))
        return
    _put(Desk(waiting.name, made, turn=now.turn + 1, issues=issues))
