"""Named views in a file that the planner owns, and the checks of any file that holds views.

::

    {"version": 1, "bookmarks": [{"title": "园区", "view": {"city": "431000", "layers": "parks"}}]}

The view holds the text parameters of :meth:`layers.definition.ViewDefinition.to_query`.
"""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geo.errors import ViewFileError
from layers.definition import PARAMETERS, Known, ViewDefinition, from_query

VERSION = 1
LARGEST = 1_000_000  # bytes; a bookmark takes some 300
MOST = 500  # views in a file
LONGEST = 120  # characters of a title


@dataclass(frozen=True)
class Bookmark:
    """A view with a name."""

    title: str
    view: ViewDefinition


def _no_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        msg = f"同一处有两个“{shorten(repeated)}”"
        raise ValueError(msg)
    return found


def shorten(text: object, longest: int = 40) -> str:
    """Anything as one line of printable text, cut where it is long; for messages."""
    line = one_line(str(text))
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def one_line(text: str) -> str:
    """Text without control characters, marks of direction and line ends; spaces at its ends go."""
    kept = (" " if letter in "\r\n\t\u2028\u2029" else letter for letter in text)
    return "".join(letter for letter in kept if unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}).strip()


def read_object(content: bytes, list_name: str) -> tuple[dict[str, object], list[object]]:
    """The object in a file of views, and its list of views.

    Parameters
    ----------
    content
        Bytes of the file: JSON in UTF-8.
    list_name
        Under which name the list stands.

    Returns
    -------
    tuple
        The whole object, whose version is right, and the list, no longer than :data:`MOST`.

    Raises
    ------
    ViewFileError
        It is too large, no JSON, of another version, or has no such list.
    """
    if len(content) > LARGEST:
        msg = f"文件有 {len(content) / 1e6:.1f} MB，超过 {LARGEST / 1e6:.0f} MB，不像视图文件。"
        raise ViewFileError(msg, "请选由本图集下载的文件。")
    try:
        found = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_no_repeats)
    except UnicodeDecodeError as error:
        msg = f"文件不是 UTF-8 文字（第 {error.start + 1} 个字节）。"
        raise ViewFileError(msg, "请选由本图集下载的文件，或另存为 UTF-8。") from error
    except json.JSONDecodeError as error:
        msg = f"文件不是完整的 JSON：第 {error.lineno} 行第 {error.colno} 列读不下去。"
        raise ViewFileError(msg, "文件可能没有下载完，请重新下载；手工改过的，请检查该处的引号与逗号。") from error
    except (ValueError, RecursionError) as error:
        msg = f"文件中的 JSON 无法使用：{shorten(error)}。"
        raise ViewFileError(msg, "请选由本图集下载的文件。") from error
    if not isinstance(found, dict) or not isinstance(found.get(list_name), list):
        msg = f"文件中没有名为 {list_name} 的列表。"
        raise ViewFileError(msg, "可能选错了文件；请选由本图集下载的文件。")
    if found.get("version") != VERSION or isinstance(found["version"], bool):
        msg = f"文件的版本是 {shorten(found.get('version'))}，本图集只认版本 {VERSION}。"
        raise ViewFileError(msg, "用新版图集打开，或从本图集重新下载。")
    views = found[list_name]
    if len(views) > MOST:
        msg = f"文件中有 {len(views)} 个视图，最多 {MOST} 个。"
        raise ViewFileError(msg, "请分成几个文件。")
    return found, views


def read_text(raw: object, name: str, longest: int) -> str:
    """A text of a file of views, on one line.

    Raises
    ------
    ViewFileError
        It is no text or too long.
    """
    if not isinstance(raw, str):
        msg = f"{name} 应为文字，写作 {shorten(raw)}。"
        raise ViewFileError(msg)
    if len(raw) > longest:
        msg = f"{name} 有 {len(raw)} 字，最多 {longest} 字。"
        raise ViewFileError(msg)
    return one_line(raw)


def read_view(raw: object, known: Known) -> ViewDefinition:
    """A view of a file of views; its ``unknown`` names what could not be used.

    Parameters
    ----------
    raw
        The value that should be an object of text parameters.
    known
        What may be named.

    Raises
    ------
    ViewFileError
        It is no such object, of an unknown city, or none of its layers is known:
        what would open is not what was kept.
    """
    if not isinstance(raw, dict):
        msg = f"view 应为对象，写作 {shorten(raw)}。"
        raise ViewFileError(msg)
    for name, value in raw.items():
        if not isinstance(value, str):
            msg = f"view 的 {shorten(name)} 应为文字，写作 {shorten(value)}。"
            raise ViewFileError(msg)
        if value != one_line(value):
            msg = f"view 的 {shorten(name)} 含有不可见的字符：{shorten(value)}。"
            raise ViewFileError(msg)
    if raw.get("city") not in known.cities:
        msg = f"没有代码为 {shorten(raw.get('city', '（空）'))} 的城市。"
        raise ViewFileError(msg, f"可用：{'、'.join(known.cities)}。")
    asked = [layer for layer in raw.get("layers", "").split(",") if layer]
    if asked and not set(asked) & set(known.layer_ids):
        msg = f"没有图层 {shorten('、'.join(asked))}。"
        raise ViewFileError(msg, "图层可能已改名；请重新加入该视图。")
    view = from_query({name: raw[name] for name in PARAMETERS if name in raw}, known)
    strange = tuple(f"{name}={value}" for name, value in raw.items() if name not in PARAMETERS)
    return replace(view, unknown=(*view.unknown, *strange))


def _bookmark(raw: object, known: Known) -> Bookmark:
    if not isinstance(raw, dict):
        msg = f"应为对象，写作 {shorten(raw)}。"
        raise ViewFileError(msg)
    title = read_text(raw.get("title", ""), "title", LONGEST)
    if not title:
        msg = "没有 title。"
        raise ViewFileError(msg, "补上名称。")
    return Bookmark(title, read_view(raw.get("view"), known))


def read_bookmarks(content: bytes, known: Known) -> tuple[list[Bookmark], list[str]]:
    """Bookmarks of a file, and what is wrong with those that cannot be used in full.

    Parameters
    ----------
    content
        Bytes of the file.
    known
        What may be named.

    Returns
    -------
    tuple
        The bookmarks that open, without parts that are unknown; and one
        sentence for each bookmark that is left out or opens in part.

    Raises
    ------
    ViewFileError
        The file as a whole cannot be used.
    """
    _, raws = read_object(content, "bookmarks")
    found, problems = [], []
    for number, raw in enumerate(raws, 1):
        title = raw.get("title") if isinstance(raw, dict) else None
        name = f"第 {number} 个书签" + (f"“{shorten(title)}”" if isinstance(title, str) and title else "")
        try:
            bookmark = _bookmark(raw, known)
        except ViewFileError as error:
            problems.append(f"{name}没有打开：{error}")
            continue
        if bookmark.view.unknown:
            unknown = "、".join(shorten(part) for part in bookmark.view.unknown)
            problems.append(f"{name}中不认识的部分没有用：{unknown}")
        found.append(bookmark)
    return found, problems


def write_bookmarks(bookmarks: Iterable[Bookmark]) -> bytes:
    """The file of some bookmarks; equal bookmarks give equal bytes."""
    items = [{"title": bookmark.title, "view": bookmark.view.to_query()} for bookmark in bookmarks]
    text = json.dumps({"version": VERSION, "bookmarks": items}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def free_title(title: str, taken: Iterable[str]) -> str:
    """The title, or with a number behind it if it is taken."""
    others = set(taken)
    base, number = title, 2
    while title in others:
        tail = f"（{number}）"
        title, number = f"{base[: LONGEST - len(tail)]}{tail}", number + 1
    return title


def merge(own: Sequence[Bookmark], brought: Iterable[Bookmark]) -> tuple[list[Bookmark], list[str]]:
    """Own bookmarks and those brought along; none is replaced.

    Returns
    -------
    tuple
        All bookmarks; and one sentence for each that is there already or was
        given another name.
    """
    merged, notes = list(own), []
    for bookmark in brought:
        if bookmark in merged:
            notes.append(f"“{bookmark.title}”已有，没有重复加入。")
            continue
        title = free_title(bookmark.title, (other.title for other in merged))
        if title != bookmark.title:
            notes.append(f"已有另一个“{bookmark.title}”，新的改名为“{title}”。")
        merged.append(Bookmark(title, bookmark.view))
    return merged, notes
