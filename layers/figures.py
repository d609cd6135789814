"""Figures of a view: what a placeholder or a key figure says, looked up in the data.

Kinds of placeholder, in braces in words, without braces as a key figure:
``city``, ``version``, ``county``, ``positioning``, ``construction``,
``industries``, ``target``; ``value:`` and ``label:`` with an indicator;
``total:``, ``drawn:``, ``county_only:``, ``unlocated:``, ``counties:`` and
``title:`` with a layer; ``status:`` with a layer and a code;
``members:`` and ``name:`` with a component or a structure.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from typing import Any

import pandas as pd

from layers import catalog
from layers.definition import ViewDefinition
from layers.describe import Describer
from layers.model import Layer, MapView

Row = dict[Hashable, Any]
_PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::([\w\-~]{1,60}))?\}")
COUNTS = ("total", "drawn", "county_only", "unlocated", "counties")
TARGETS = "town_targets"
# Every row of a feature table, whatever layers its kinds are shown in: name to table.
GROUPS = {"all_parks": "parks", "all_projects": "projects", "all_towns": "towns"}
# Basis to the mark that stands for it where words are short.
MARKS = {"name": "°", "general": "*"}


def rows_of(layer: Layer) -> pd.DataFrame:
    """All rows of a layer, mapped or not."""
    columns = ["feature_id", "name", "facts", "citation", "area_codes", "basis_code"]
    kept = [frame.reindex(columns=[*columns, "status_code"]) for frame in (layer.frame, layer.unlocated) if len(frame)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=[*columns, "status_code"])


def is_source(name: str) -> bool:
    """Whether something can be counted under this name: a layer or one of :data:`GROUPS`."""
    return name in GROUPS or name in catalog.layer_ids()


class Lookup:
    """Figures of one view.

    Parameters
    ----------
    describer
        The city's data in a language.
    view
        The map, filtered: counts are counts of what it holds.
    definition
        What was asked for; a county is the one that its filter keeps.
    """

    def __init__(self, describer: Describer, view: MapView, definition: ViewDefinition) -> None:
        self.describer, self.view, self.t = describer, view, describer.t
        self.frames = describer.frames
        self.counties = definition.filters.kept.get("county", ())
        self.cited: list[str] = []
        self.sources: list[str] = []
        bases = self.frames.tables.titles("basis", self.t.language)
        self._marks = {f"〔{bases[code]}〕": (mark, bases[code]) for code, mark in MARKS.items() if code in bases}
        self._used: set[str] = set()

    def marked(self, words: str) -> str:
        """Words with a mark in place of each bracket that tells how a county is known."""
        for bracket, (mark, _) in self._marks.items():
            if bracket in words:
                self._used.add(mark)
                words = words.replace(bracket, mark)
        return words

    @property
    def marks(self) -> str:
        """What the marks stand for that were used so far: ``* 常识（非规划文本）``."""
        return "　".join(f"{mark} {words}" for mark, words in self._marks.values() if mark in self._used)

    def fill(self, words: str) -> tuple[str, list[str]]:
        """Words with placeholders filled in, and those that name nothing, which stay."""
        unknown: list[str] = []

        def put(found: re.Match[str]) -> str:
            said = self.say(found[1], found[2] or "")
            if said is None:
                unknown.append(found[0][1:-1])
                return found[0]
            return self.marked(said)

        return _PLACEHOLDER.sub(put, words), unknown

    def say(self, kind: str, name: str) -> str | None:
        """What one placeholder stands for; None if it stands for nothing."""
        if kind in COUNTS or kind in {"title", "status"}:
            return self._of_layer(kind, name)
        if kind in {"value", "label"}:
            return self._indicator(kind, name)
        if kind in {"members", "name"}:
            return self._structure(kind, name)
        if name:
            return None
        return self._of_view(kind)

    def _of_view(self, kind: str) -> str | None:
        """What stands for the city, or for the county that the filter keeps."""
        said: dict[str, Callable[[], str | None]] = {
            "city": self._city,
            "version": lambda: self.frames.version,
            "county": self._county,
            "positioning": lambda: self._role("positioning"),
            "construction": lambda: self._role("construction"),
            "industries": self._industries,
            "target": lambda: (self._target() or ("", self.t("plate.not_stated")))[1],
        }
        return said[kind]() if kind in said else None

    def _city(self) -> str:
        return self.frames.city_name_en if self.t.language == "en" else self.frames.city_name_zh

    def _county(self) -> str | None:
        names = (self.frames.county_name(code, self.t.language) for code in self.counties)
        return self.t("plate.comma").join(names) or None

    def _role(self, kind: str) -> str:
        roles = self.frames.roles
        rows = self._cite(roles[self._here(roles) & (roles["kind_code"] == kind)], "positioning_zh")
        return self.t("plate.comma").join(row["positioning_zh"] for row in rows) or self.t("plate.not_stated")

    def _industries(self) -> str:
        rows = self._cite(self.frames.industries[self._here(self.frames.industries)], "industry_zh")
        more = self.t("fact.open_list") if any(row["is_open_list"] for row in rows) else ""
        return self.t("plate.comma").join(row["industry_zh"] for row in rows) + more or self.t("plate.not_stated")

    def _here(self, frame: pd.DataFrame) -> pd.Series:
        return frame["area_code"].isin(self.counties)

    def _cite(self, frame: pd.DataFrame, column: str) -> list[Row]:
        rows = frame.to_dict("records")
        for row in rows:
            self.cite(row[column], self.describer.citation(row))
        self._source(row["source_id"] for row in rows)
        return rows

    def cite(self, name: str, citation: str) -> None:
        """Keep a citation for whoever shows the figures."""
        self.cited.append(self.t("plate.cited", name=name, citation=citation))

    def _source(self, ids: Iterable[str]) -> None:
        known = {source.source_id: source.title for source in self.view.sources}
        self.sources += [known[one] for one in ids if one in known and known[one] not in self.sources]

    def _target(self) -> tuple[str, str] | None:
        """Label and value of the town target of the filter's county, joint targets said as such."""
        if not self.counties:
            return None
        rows = rows_of(self.view.layer(TARGETS))
        for row in rows.to_dict("records"):
            if self.counties[0] in row["area_codes"]:
                label, value = row["facts"][0]
                self.cite(label, row["citation"])
                if len(row["area_codes"]) > 1:
                    value = self.t("plate.joint", subject=value, counties=row["facts"][1][1])
                return label, value
        return None

    def _indicator(self, kind: str, name: str) -> str | None:
        rows = self.frames.indicators[self.frames.indicators["indicator_id"] == name].to_dict("records")
        if not rows:
            return None
        label, value = self.describer.indicator(rows[0])
        self.cite(label, self.describer.citation(rows[0]))
        self._source([rows[0]["source_id"]])
        return value if kind == "value" else label

    def _structure(self, kind: str, name: str) -> str | None:
        for frame, key in ((self.frames.structures, "structure_id"), (self.frames.components, "component_id")):
            rows = frame[frame[key] == name].to_dict("records") if len(frame) else []
            if rows:
                self.cite(rows[0]["name_zh"], self.describer.citation(rows[0]))
                if kind == "name":
                    return str(rows[0]["name_zh"])
                facts = dict(self.describer.component(rows[0])) if key == "component_id" else {}
                return facts.get(self.t("fact.members"))
        return None

    def layers(self, name: str) -> list[Layer]:
        """The layers that a name stands for: one, or all that hold rows of a table."""
        if name in GROUPS:
            return [layer for layer in self.view.layers if GROUPS[name] in layer.tables]
        return [self.view.layer(name)]

    def rows(self, name: str) -> pd.DataFrame:
        """All rows of the layers that a name stands for, each row once."""
        found = pd.concat([rows_of(layer) for layer in self.layers(name)], ignore_index=True)
        return found.drop_duplicates("feature_id", ignore_index=True)

    def title(self, name: str) -> str:
        """Title of a layer or a group."""
        return self.t(f"group.{name}") if name in GROUPS else self.view.layer(name).title

    def _of_layer(self, kind: str, name: str) -> str | None:
        layer_id, _, code = name.partition("~")
        if not is_source(layer_id):
            return None
        layers, rows = self.layers(layer_id), self.rows(layer_id)
        if kind == "status":
            known = self.frames.tables.titles("status", self.t.language)
            return str(int((rows["status_code"] == code).sum())) if code in known else None
        if code:
            return None
        return {
            "title": self.title(layer_id),
            "total": str(len(rows)),
            "drawn": str(sum(layer.drawn for layer in layers)),
            "county_only": str(sum(layer.county_only for layer in layers)),
            "unlocated": str(sum(len(layer.unlocated) for layer in layers)),
            "counties": str(len({a for layer in layers for areas in layer.frame["area_codes"] for a in areas})),
        }[kind]

    def figure(self, name: str) -> tuple[str, str] | None:
        """Label and value of a key figure; None if it names nothing."""
        kind, _, of = name.partition(":")
        if kind == "value":
            label, value = self.say("label", of), self.say("value", of)
            return None if label is None or value is None else (label, value)
        if kind == "target" and not of:
            return self._target() or (self.t("plate.target"), self.t("plate.not_stated"))
        if kind in COUNTS or kind == "status":
            value = self.say(kind, of)
            if value is None:
                return None
            layer_id, _, code = of.partition("~")
            title = self.title(layer_id)
            if kind == "status":
                return self.t("plate.status", layer=title, status=self.describer.title("status", code)), value
            return self.t(f"plate.{kind}", layer=title), value
        return None
