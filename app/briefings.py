"""Briefings that are at hand: the ready-made ones of a city, and files of the planner's own. Imports no streamlit."""

from dataclasses import dataclass
from pathlib import Path

from geo import frames, paths
from geo.errors import AtlasError, BriefingError, MissingFileError
from geo.frames import Frames
from geo.issues import Issue
from layers import briefing_reader, views
from layers.briefing import Briefing

# Ready-made briefings in the order in which they are offered; others follow by name.
ORDER = ("overview", "industry", "town-group", "parks", "transport", "projects", "counties")


@dataclass(frozen=True)
class Ready:
    """A ready-made briefing: its name on the command line, and its file."""

    name: str
    path: Path


def ready_made(city: str) -> list[Ready]:
    """The ready-made briefings of a city."""
    folder = paths.from_environment().briefings
    found = [Ready(path.stem.removeprefix(f"{city}-"), path) for path in sorted(folder.glob(f"{city}-*.json"))]
    return sorted(found, key=lambda one: (ORDER.index(one.name) if one.name in ORDER else len(ORDER), one.name))


def readable(loaded: Frames) -> tuple[dict[str, tuple[Briefing, tuple[Issue, ...]]], list[str]]:
    """The ready-made briefings of a loaded city.

    Returns
    -------
    tuple
        Name to the briefing and what was found in it; and of those that
        cannot be read, why.
    """
    found, wrong = {}, []
    for one in ready_made(loaded.city_code):
        try:
            found[one.name] = read_path(one.path, loaded)
        except AtlasError as error:
            wrong.append(str(error))
    return found, wrong


def read(content: bytes, name: str, loaded: Frames) -> tuple[Briefing, tuple[Issue, ...]]:
    """A briefing of a loaded city from the bytes of its file.

    Raises
    ------
    BriefingError
        It cannot be played at all, or it is of another city.
    """
    cities = frames.city_codes(loaded.tables)
    known = views.known(cities, lambda _city: loaded)
    made, issues = briefing_reader.read(content, name, known, lambda _city: loaded)
    if made.city != loaded.city_code:
        msg = f"{name} 是城市 {made.city} 的汇报，现在打开的是 {loaded.city_code}。"
        raise BriefingError(msg, f"先切换到那个城市，再打开这个文件；命令行用 --city {made.city}。")
    return made, issues


def read_path(path: Path, loaded: Frames) -> tuple[Briefing, tuple[Issue, ...]]:
    """A briefing from disk; see :func:`read`.

    Raises
    ------
    MissingFileError
        There is no such file, or it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(briefing_reader.MOST_BYTES + 1)
    except OSError as error:
        msg = f"无法读取 {path}：{error.strerror}。"
        raise MissingFileError(msg, "检查文件名与权限；可用的汇报见 python -m app brief --list。") from error
    return read(content, path.name, loaded)


def by_name(name: str, loaded: Frames) -> tuple[Briefing, tuple[Issue, ...]]:
    """A ready-made briefing by its name, or a file by its path.

    Raises
    ------
    BriefingError
        It is neither.
    """
    for ready in ready_made(loaded.city_code):
        if ready.name == name:
            return read_path(ready.path, loaded)
    if name.endswith(".json") or Path(name).is_file():
        return read_path(Path(name), loaded)
    known = "、".join(ready.name for ready in ready_made(loaded.city_code))
    msg = f"没有汇报 {name}。"
    raise BriefingError(msg, f"可用：{known or '无'}，或一个汇报文件（.json）。")
