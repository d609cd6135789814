"""Row to words: the facts a panel, a pop-up or an export shows, and their citation."""

import re
from collections.abc import Hashable, Iterable
from typing import Any

import numpy as np
import pandas as pd

from geo.frames import Frames
from geo.measures import NoMeasure, feature_area_km2, feature_length_km
from geo.schematic import OUTSIDE
from layers import units
from layers.messages import Language, Messages

NAMES = "indicator_name"  # code list of the indicators that have an English name
Facts = tuple[tuple[str, str], ...]
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）")
_SIGNS = {"ge": "≥", "le": "≤", "gt": ">", "lt": "<"}


def short_name(name: str) -> str:
    """A name without what stands in brackets, as a label; the name itself if nothing else is left."""
    return _BRACKETS.sub("", name).strip() or name


def number(value: float) -> str:
    """A figure with all its digits and no needless zeros: ``40``, ``17.5``."""
    return np.format_float_positional(value, trim="-")


def quantity(row: dict[Any, Any], prefix: str = "value", language: Language = "zh") -> str:
    """A value with comparator and unit; a range stays a range.

    Parameters
    ----------
    row
        Holds ``{prefix}_min``, ``{prefix}_max``, ``{prefix}_text``,
        ``comparator_code`` and ``unit`` (or ``{prefix}_unit``).
    prefix
        ``value`` for indicators, ``quantity`` for features.
    language
        Of the word for "about"; in English 万 and 亿 are multiplied out.
    """
    low, high = row[f"{prefix}_min"], row[f"{prefix}_max"]
    unit = str(row.get("unit", row.get(f"{prefix}_unit", "")))
    if pd.isna(low) and pd.isna(high):
        return str(row[f"{prefix}_text"])
    code = row["comparator_code"]
    spread = pd.notna(low) and pd.notna(high) and low != high
    values = [low, high] if spread else [high if pd.isna(low) else low]
    sign = "" if spread else _SIGNS.get(code, "")
    known = units.english(unit) if language == "en" else None
    if known is not None:
        text = f"{sign}{units.amount(values, known)}"
    else:
        gap = "" if unit in {"%", "‰"} else " "
        text = f"{sign}{'–'.join(number(value) for value in values)}{gap}{unit}".strip()
    about = "约 " if language == "zh" else "about "
    return f"{about}{text}" if code == "about" else text


def _by(frame: pd.DataFrame, key: str) -> dict[str, list[dict[Hashable, Any]]]:
    """Rows of a table as records, grouped by a key, in order of ``ordinal`` where there is one."""
    groups: dict[str, list[dict[Hashable, Any]]] = {}
    ordered = frame.sort_values("ordinal") if "ordinal" in frame else frame
    for row in ordered.to_dict("records"):
        groups.setdefault(row[key], []).append(row)
    return groups


def _kept(pairs: Iterable[tuple[str, str]]) -> Facts:
    return tuple((label, value) for label, value in pairs if value)


class Describer:
    """Facts and citations of rows, with the look-ups they share.

    Parameters
    ----------
    frames
        The city's data.
    t
        Words of the language wanted.
    """

    def __init__(self, frames: Frames, t: Messages) -> None:
        self.frames, self.t = frames, t
        self._sources = frames.source_titles(t.language)
        names = frames.tables["codes"]["vocabulary"].unique()
        self._codes = {name: frames.tables.titles(name, t.language) for name in names}
        areas = frames.tables["areas"]
        self._counties = dict(zip(areas["area_code"], areas[f"name_{t.language}"], strict=True))
        self._codes_of_names = dict(zip(areas["name_zh"], areas["area_code"], strict=True))
        same = t.language == "zh"
        own = dict(zip(*(frames.tables.titles(NAMES, language).values() for language in ("zh", "en")), strict=True))
        self._names: dict[str, str] = {} if same else own
        self._areas = _by(frames.tables["feature_areas"], "feature_id")
        self._members = _by(frames.tables["component_members"], "component_id")
        self._aliases = _by(frames.tables["feature_aliases"], "feature_id")
        self._mentions = _by(frames.tables["mentions"], "feature_id")

    def citation(self, row: dict[Any, Any]) -> str:
        """The citation of any row that carries the four citation fields."""
        source_id = row["source_id"]
        return self.t(
            "citation",
            title=self._sources.get(source_id, source_id),
            section=row["section"],
            offset=int(row["char_offset"]),
            key=row["key"],
        )

    def title(self, vocabulary: str, code: str) -> str:
        """Words of a code."""
        return self._codes[vocabulary][code]

    def place(self, row: dict[Any, Any]) -> str:
        """How well the place of a row is known, in words."""
        words = self._codes["accuracy"][row["accuracy_code"]]
        if row["accuracy_code"] == "schematic" and "Polygon" in row["geometry"].geom_type:
            words = self.t("fact.extent")
        elif row["accuracy_code"] == "schematic" and row["basis_code"] == "general":
            words = f"{words}〔{self._codes['basis']['general']}〕"
        return words

    def crossing(self, row: dict[Any, Any]) -> str:
        """Counties that a schematic line crosses though it does not belong there; empty for none."""
        codes = row["crossed_codes"]
        names = [self.t("fact.outside") if code == OUTSIDE else self._counties.get(code, code) for code in codes]
        return (
            self.t("fact.crossing_form", names=("、" if self.t.language == "zh" else ", ").join(names)) if names else ""
        )

    def measured(self, row: dict[Any, Any]) -> Facts:
        """Length or area of a feature that is a line or a surface, or why it is not measured."""
        shape, accuracy = row["geometry"], row["accuracy_code"]
        kind = getattr(shape, "geom_type", "")
        if accuracy == "county" or not ("Line" in kind or "Polygon" in kind):
            return ()
        is_line = "Line" in kind
        value = (feature_length_km if is_line else feature_area_km2)(shape, accuracy)
        label = self.t("fact.length" if is_line else "fact.area")
        if isinstance(value, NoMeasure):
            return ((label, self.t(f"measure.{value}")),)
        unit = "km" if is_line else "km²"
        return ((label, self.t("measure.form", value=f"{value:.1f} {unit}")),)

    def geometry(self, row: dict[Any, Any]) -> str:
        """Origin, licence and element of a geometry that the user brought; empty for any other."""
        if not row["geometry_origin"]:
            return ""
        names = ("geometry_origin", "geometry_element", "geometry_licence")
        return self.t("fact.geometry_form", **{name.removeprefix("geometry_"): row[name] for name in names})

    def with_basis(self, name: str, basis: str) -> str:
        """A name, and how it is known where the text itself does not say."""
        return name if basis == "text" else f"{name}〔{self._codes['basis'][basis]}〕"

    def counties(self, feature_id: str) -> str:
        """Counties of a feature with how each is known, in the text's order."""
        links = self._areas.get(feature_id, [])
        gap = "、" if self.t.language == "zh" else ", "
        if links and all(link["basis_code"] == "all" for link in links):  # said once, not of each of them
            return self.with_basis(gap.join(self._counties[link["area_code"]] for link in links), "all")
        return gap.join(self.with_basis(self._counties[link["area_code"]], link["basis_code"]) for link in links)

    def feature(self, table: str, row: dict[Any, Any]) -> Facts:
        """Facts of one row of a feature table."""
        t = self.t
        status = self._codes["status"][row["status_code"]]
        if row["status_text"]:
            status = t("fact.status_form", status=status, verb=row["status_text"])
        amount = row["quantity_text"]
        counties = self.counties(row["feature_id"])
        aliases = self.t("plate.comma").join(alias["alias_zh"] for alias in self._aliases.get(row["feature_id"], []))
        return _kept(
            (
                (t("fact.kind"), self._codes[f"{table}_kind"][row["kind_code"]]),
                (t("fact.sector"), self._codes["sector"][row["sector_code"]]),
                (t("fact.level"), self._codes["level"].get(row["level_code"], "")),
                (t("fact.status"), status),
                (t("fact.quantity"), amount),
                (t("fact.ref"), row["ref"]),
                (t("fact.counties"), counties + (t("fact.open_list") if counties and row["is_open_list"] else "")),
                (t("fact.aliases"), aliases),
                (t("fact.note"), row["note"]),
                (t("fact.accuracy"), self.place(row)),
                *self.measured(row),
                (t("fact.crossing"), self.crossing(row)),
                (t("fact.geometry"), self.geometry(row)),
                *((t("fact.mention"), words) for words in self._other_mentions(row["feature_id"])),
            )
        )

    def _other_mentions(self, feature_id: str) -> list[str]:
        words = []
        for row in self._mentions.get(feature_id, []):
            status = self._codes["status"][row["status_code"]]
            said = " ".join(part for part in (status, row["quantity_text"]) if part)
            words.append(self.t("fact.mention_form", said=said, citation=self.citation(row)))
        return words

    def component(self, row: dict[Any, Any]) -> Facts:
        """Facts of one component of a structure."""
        t = self.t
        members = [
            self.with_basis(member["member_zh"], member["basis_code"])
            for member in self._members.get(row["component_id"], [])
        ]
        listed = t("plate.comma").join(members) + (t("fact.open_list") if members and row["is_open_list"] else "")
        return _kept(
            (
                (t("fact.structure"), row["structure_zh"]),
                (t("fact.group"), row["group_zh"]),
                (t("fact.members"), listed),
                (t("fact.purpose"), row["purpose"]),
                (t("fact.note"), row["note"]),
                (t("fact.accuracy"), self.place(row)),
                *self.measured(row),
                (t("fact.crossing"), self.crossing(row)),
            )
        )

    def subject(self, row: dict[Any, Any]) -> str:
        """Whom a figure is of; in English for the central city and the towns of counties."""
        subject = str(row["subject_zh"])
        if self.t.language == "zh":
            return subject
        if row["subject_code"] == "central_city":
            return self.title("subject", "central_city")
        if row["subject_code"] in {"county_town", "county"}:
            for name, code in self._codes_of_names.items():
                if subject.startswith(name):
                    town = row["subject_code"] == "county_town"
                    county = self._counties[code]
                    return self.t("fact.town_of", county=county) if town else county
        return subject

    def indicator(self, row: dict[Any, Any]) -> tuple[str, str]:
        """Label and value of an indicator row; in English the words that the code lists know."""
        subject = "" if row["subject_code"] == "city" else f"{self.subject(row)} "
        year = f"{row['year']}" if pd.notna(row["year"]) else row["period"]
        label = f"{year} {subject}{self._names.get(row['name_zh'], row['name_zh'])}".strip()
        return label, quantity(row, "value", self.t.language)
