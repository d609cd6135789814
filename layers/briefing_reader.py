"""Briefing files to briefings: what is wrong is named view by view, and the rest plays."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from geo.errors import BriefingError
from geo.frames import Frames
from geo.issues import Issue, Severity
from layers import catalog
from layers.briefing import FORMAT, LIMITS, MOST_FIGURES, MOST_SHEETS, OF_LAYER, TABLES, Briefing, Sheet, Words
from layers.briefing import content_hash as hash_of
from layers.definition import PARAMETERS, Known, Selection, ViewDefinition, from_query, parse_extent
from layers.figures import GROUPS
from layers.filters import Filters
from layers.messages import LANGUAGES, Language

MOST_BYTES = 1_000_000
MARGIN = 0.12  # of a county's width and height, round it
# What XML forbids, what turns the direction of text, and halves of characters.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass
class _Reading:
    """A file that is being read: its name, what is known, what was found wrong."""

    name: str
    known: Known
    issues: list[Issue] = field(default_factory=list)

    def say(self, row: str, part: str, kind: str, severity: Severity, message: str) -> None:
        self.issues.append(Issue(self.name, row, part, kind, severity, message))


def _parse(content: bytes, name: str) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        msg = f"{name} 有 {len(content)} 字节，汇报文件不超过 {MOST_BYTES} 字节。"
        raise BriefingError(msg, "检查是否选错了文件。")
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        msg = f"{name} 不是 UTF-8 文字。"
        raise BriefingError(msg, "用 UTF-8 编码另存。") from error
    except json.JSONDecodeError as error:
        msg = f"{name} 第 {error.lineno} 行第 {error.colno} 列不是有效的 JSON。"
        raise BriefingError(msg, "改正该处，或重新保存汇报文件。") from error
    except (RecursionError, ValueError) as error:
        msg = f"{name} 的 JSON 无法读取。"
        raise BriefingError(msg, "重新保存汇报文件。") from error
    if not isinstance(found, dict):
        msg = f"{name} 不是汇报文件：最外层应是一个 JSON 对象。"
        raise BriefingError(msg, "选择“汇报文件”按钮保存的文件。")
    if found.get("briefing") != FORMAT:
        msg = f"{name} 不是本版本的汇报文件：briefing 应为 {FORMAT}。"
        raise BriefingError(msg, "选择“汇报文件”按钮保存的文件。")
    return found


def _words(raw: object, part: str, row: str, reading: _Reading) -> Words | None:
    """Words from a string or an object of two; None, with an issue, if it is neither."""
    if isinstance(raw, dict):
        pair = [raw.get(language) for language in LANGUAGES]
        if not any(isinstance(one, str) for one in pair) or any(
            one is not None and not isinstance(one, str) for one in pair
        ):
            pair = [None, None]
        first = next((one for one in pair if isinstance(one, str)), None)
        pair = [first if one is None else one for one in pair]
    else:
        pair = [raw if isinstance(raw, str) else None] * 2
    zh, en = pair
    if zh is None or en is None:
        reading.say(row, part, "wrong-type", Severity.ERROR, f"{part} 应是文字，或含 zh 与 en 的对象。")
        return None
    limit = LIMITS[part]
    cleaned = [UNPRINTABLE.sub("", one) for one in (zh, en)]
    if cleaned != [zh, en]:
        reading.say(row, part, "control-character", Severity.NOTICE, f"{part} 含不能显示的控制字符，已去掉。")
    if max(map(len, cleaned)) > limit:
        reading.say(row, part, "too-long", Severity.WARNING, f"{part} 超过 {limit} 字，已从第 {limit} 字截断。")
        cleaned = [one if len(one) <= limit else one[: limit - 1] + "…" for one in cleaned]
    return Words(*cleaned)


def _query(raw: object, row: str, reading: _Reading) -> dict[str, str] | None:
    if not isinstance(raw, dict) or not raw:
        message = '没有 view：应是视图参数的对象，如 {"layers": "parks"}；这一页略去。'
        reading.say(row, "view", "missing-view", Severity.ERROR, message)
        return None
    strange = [str(key) for key, value in raw.items() if key not in PARAMETERS or not isinstance(value, str)]
    if strange:
        message = f"view 中的 {'、'.join(strange)} 不是视图参数或不是文字，未采用。"
        reading.say(row, "view", "unknown-parameter", Severity.WARNING, message)
    return {key: value for key, value in raw.items() if key not in strange}


def _view(raw: object, city: str, row: str, reading: _Reading) -> ViewDefinition | None:
    """The view, or None with an error where it would show something else than was meant."""
    query = _query(raw, row, reading)
    if query is None:
        return None
    if query.setdefault("city", city) != city:
        message = f"这一页是城市 {query['city']} 的，整份汇报是 {city} 的；这一页略去。"
        reading.say(row, "city", "wrong-city", Severity.ERROR, message)
        return None
    if "layers" not in query:
        reading.say(row, "layers", "missing-layers", Severity.ERROR, "view 没有 layers（可以为空）；这一页略去。")
        return None
    asked = [part for part in query["layers"].split(",") if part]
    if asked and not set(asked) & set(reading.known.layer_ids):
        reading.say(row, "layers", "unknown-layer", Severity.ERROR, f"没有图层 {'、'.join(asked)}；这一页略去。")
        return None
    definition = from_query(query, reading.known)
    wrong_rows = [part for part in definition.unknown if part.startswith("filter=")]
    if wrong_rows:
        message = f"不认识筛选 {'、'.join(wrong_rows)}；数字会不同，这一页略去。"
        reading.say(row, "filter", "unknown-filter", Severity.ERROR, message)
        return None
    for part in definition.unknown:
        name, _, value = part.partition("=")
        message = f"不认识 {name} 的值 {value}；其余照常显示。"
        kind = "unknown-layer" if name == "layers" else f"unknown-{name}"
        reading.say(row, name, kind, Severity.WARNING, message)
    return replace(definition, unknown=())


def _figures(raw: object, row: str, reading: _Reading) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
        reading.say(row, "figures", "wrong-type", Severity.WARNING, "figures 应是文字的列表，未采用。")
        return ()
    if len(raw) > MOST_FIGURES:
        message = f"figures 有 {len(raw)} 项，只用前 {MOST_FIGURES} 项。"
        reading.say(row, "figures", "too-many", Severity.WARNING, message)
    return tuple(raw[:MOST_FIGURES])


def _table(raw: object, row: str, reading: _Reading) -> str:
    name, _, layer = raw.partition("~") if isinstance(raw, str) else ("", "", "")
    known = name in TABLES and (
        (layer in GROUPS or layer in reading.known.layer_ids) if name in OF_LAYER else not layer
    )
    if known:
        return str(raw)
    message = f"不认识表格 {raw!s:.60}，改列各图层数量。可用：{'、'.join(TABLES)}。"
    reading.say(row, "table", "unknown-table", Severity.WARNING, message)
    return "counts"


def _sheet(raw: object, city: str, row: str, reading: _Reading) -> Sheet | None:
    if not isinstance(raw, dict):
        reading.say(row, "", "wrong-type", Severity.ERROR, "这一页不是 JSON 对象，略去。")
        return None
    title = _words(raw.get("title"), "title", row, reading)
    view = _view(raw.get("view"), city, row, reading)
    text, note = (_words(raw.get(part, ""), part, row, reading) for part in ("text", "note"))
    if title is None or view is None:
        return None
    empty = Words("", "")
    return Sheet(
        title=title,
        view=view,
        text=text or empty,
        note=note or empty,
        figures=_figures(raw.get("figures", []), row, reading),
        table=_table(raw.get("table", "counts"), row, reading),
    )


def _each_county(sheet: Sheet, frames: Frames) -> list[Sheet]:
    """The sheet once for every county: filtered to it, marked, and opened at it."""
    made = []
    for county in frames.counties.to_dict("records"):
        west, south, east, north = county["geometry"].bounds
        x, y = (east - west) * MARGIN, (north - south) * MARGIN
        view = replace(
            sheet.view,
            filters=Filters({**sheet.view.filters.kept, "county": (county["area_code"],)}),
            selection=Selection("feature", catalog.BASE.LAYER_ID, county["area_code"]),
            extent=parse_extent(f"{west - x},{south - y},{east + x},{north + y}"),
        )
        zh = sheet.title.zh.replace("{county}", county["name_zh"])
        made.append(replace(sheet, title=Words(zh, sheet.title.en.replace("{county}", county["name_en"])), view=view))
    return made


def _duplicates(sheets: Sequence[Sheet], reading: _Reading) -> None:
    seen: dict[str, int] = {}
    for place, sheet in enumerate(sheets, 1):
        title = sheet.title.zh
        if title in seen:
            message = f"标题“{title}”与第 {seen[title]} 页相同；两页都在，建议改名。"
            reading.say(f"views[{place}]", "title", "duplicate-title", Severity.NOTICE, message)
        seen.setdefault(title, place)


def _language(found: dict[str, Any], reading: _Reading) -> Language:
    language = found.get("language", "zh")
    if language not in LANGUAGES:
        message = f"没有语言 {language!s:.20}，改用中文。"
        reading.say("", "language", "unknown-language", Severity.WARNING, message)
    return "en" if language == "en" else "zh"


def read(
    content: bytes, name: str, known: Known, frames_of: Callable[[str], Frames]
) -> tuple[Briefing, tuple[Issue, ...]]:
    """A briefing from a file.

    Parameters
    ----------
    content, name
        Bytes of the file and its name, for messages.
    known
        What a view may name.
    frames_of
        Loads a city by its code; for the counties of ``"each": "county"`` and
        the data version.

    Returns
    -------
    Briefing, tuple of Issue
        The sheets that can be played, and all that was found wrong.

    Raises
    ------
    BriefingError
        The file is too large, no JSON object, of another city, or no sheet of it
        can be played.
    """
    found = _parse(content, name)
    reading = _Reading(name, known)
    city = found.get("city")
    if not isinstance(city, str) or city not in known.cities:
        msg = f"{name} 的 city 是 {city!s:.40}，数据中没有这个城市。"
        raise BriefingError(msg, f"可用：{'、'.join(known.cities)}。")
    views = found.get("views")
    if not isinstance(views, list) or not views:
        msg = f"{name} 没有 views：应是至少一页的列表。"
        raise BriefingError(msg, "选择“汇报文件”按钮保存的文件。")
    if len(views) > MOST_SHEETS:
        message = f"有 {len(views)} 页，只读前 {MOST_SHEETS} 页。"
        reading.say("", "views", "too-many", Severity.ERROR, message)
    frames = frames_of(city)
    sheets: list[Sheet] = []
    for place, raw in enumerate(views[:MOST_SHEETS], 1):
        sheet = _sheet(raw, city, f"views[{place}]", reading)
        if sheet is None:
            continue
        each = raw.get("each")
        if each not in {None, "county"}:
            message = f"each 只能是 county，不是 {each!s:.40}；只作一页。"
            reading.say(f"views[{place}]", "each", "unknown-each", Severity.WARNING, message)
        sheets += _each_county(sheet, frames) if each == "county" else [sheet]
    if not sheets:
        first = reading.issues[0].message if reading.issues else ""
        msg = f"{name} 没有一页可以播放。第一处：{first}"
        raise BriefingError(msg, "改正文件，或重新保存。")
    title = _words(found.get("title"), "title", "", reading) or Words(name, name)
    _duplicates(sheets, reading)
    _stamps(found, frames.version, reading)
    return Briefing(title, city, _language(found, reading), tuple(sheets)), tuple(reading.issues)


def _stamps(found: dict[str, Any], version: str, reading: _Reading) -> None:
    """Say whether the data or the file itself has changed since it was saved."""
    written = found.get("data_version", version)
    if written != version:
        message = f"文件按数据版本 {written!s:.40} 保存，现在的数据是 {version}；数字按现在的数据。"
        reading.say("", "data_version", "other-version", Severity.NOTICE, message)
    if "hash" in found and found["hash"] != hash_of(found):
        message = "内容在保存之后改过（hash 不符）；照改过的内容播放。"
        reading.say("", "hash", "changed-content", Severity.NOTICE, message)
