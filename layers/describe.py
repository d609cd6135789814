"""Row to words: the facts a panel, a pop-up or an export shows, and their citation."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from geo.frames import Frames
from layers.messages import Language, Messages

Facts = tuple[tuple[str, str], ...]
_SIGNS = {"ge": "≥", "le": "≤", "gt": ">", "lt": "<"}


def number(value: float) -> str:
    """A figure without needless zeros: ``40``, ``17.5``."""
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


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
        Of the word for "about".
    """
    low, high = row[f"{prefix}_min"], row[f"{prefix}_max"]
    unit = str(row.get("unit", row.get(f"{prefix}_unit", "")))
    if pd.isna(low) and pd.isna(high):
        return str(row[f"{prefix}_text"])
    code = row["comparator_code"]
    if pd.notna(low) and pd.notna(high) and low != high:
        text = f"{number(low)}–{number(high)}"
    else:
        text = f"{_SIGNS.get(code, '')}{number(high if pd.isna(low) else low)}"
    if code == "about":
        text = f"约 {text}" if language == "zh" else f"about {text}"
    gap = "" if unit in {"%", "‰"} else " "
    return f"{text}{gap}{unit}".strip()


def county_list(frames: Frames, links: pd.DataFrame, t: Messages) -> str:
    """Counties of a feature with how each is known, in the text's order."""
    bases = frames.tables.titles("basis", t.language)
    words = []
    for row in links.itertuples():
        name = frames.county_name(str(row.area_code), t.language)
        words.append(name if row.basis_code == "text" else f"{name}〔{bases[str(row.basis_code)]}〕")
    return "、".join(words) if t.language == "zh" else ", ".join(words)


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
        areas = frames.tables["feature_areas"].sort_values("ordinal")
        self._areas = dict(iter(areas.groupby("feature_id")))
        members = frames.tables["component_members"].sort_values("ordinal")
        self._members = dict(iter(members.groupby("component_id")))
        aliases = frames.tables["feature_aliases"]
        self._aliases = aliases.groupby("feature_id")["alias_zh"].agg("、".join).to_dict()
        mentions = frames.tables["mentions"].sort_values("ordinal")
        self._mentions = dict(iter(mentions.groupby("feature_id")))

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
        if row["accuracy_code"] == "schematic" and row["basis_code"] == "general":
            words = f"{words}（{self._codes['basis']['general']}）"
        return words

    def feature(self, table: str, row: dict[Any, Any]) -> Facts:
        """Facts of one row of a feature table."""
        t = self.t
        status = self._codes["status"][row["status_code"]]
        verb = f"（{t('fact.verb')}“{row['status_text']}”）" if row["status_text"] else ""
        amount = row["quantity_text"]
        links = self._areas.get(row["feature_id"])
        counties = "" if links is None else county_list(self.frames, links, t)
        return _kept(
            (
                (t("fact.kind"), self._codes[f"{table}_kind"][row["kind_code"]]),
                (t("fact.sector"), self._codes["sector"][row["sector_code"]]),
                (t("fact.level"), self._codes["level"].get(row["level_code"], "")),
                (t("fact.status"), f"{status}{verb}"),
                (t("fact.quantity"), amount),
                (t("fact.ref"), row["ref"]),
                (t("fact.counties"), counties + (t("fact.open_list") if counties and row["is_open_list"] else "")),
                (t("fact.aliases"), self._aliases.get(row["feature_id"], "")),
                (t("fact.note"), row["note"]),
                (t("fact.accuracy"), self.place(row)),
                *((t("fact.mention"), words) for words in self._other_mentions(row["feature_id"])),
            )
        )

    def _other_mentions(self, feature_id: str) -> list[str]:
        rows = self._mentions.get(feature_id)
        if rows is None:
            return []
        words = []
        for row in rows.to_dict("records"):
            status = self._codes["status"][row["status_code"]]
            words.append(f"{status}{'，' + row['quantity_text'] if row['quantity_text'] else ''}：{self.citation(row)}")
        return words

    def component(self, row: dict[Any, Any]) -> Facts:
        """Facts of one component of a structure."""
        t = self.t
        rows = self._members.get(row["component_id"])
        members = []
        if rows is not None:
            for member in rows.to_dict("records"):
                basis = member["basis_code"]
                suffix = "" if basis == "text" else f"〔{self._codes['basis'][basis]}〕"
                members.append(f"{member['member_zh']}{suffix}")
        listed = "、".join(members) + (t("fact.open_list") if members and row["is_open_list"] else "")
        return _kept(
            (
                (t("fact.structure"), row["structure_zh"]),
                (t("fact.group"), row["group_zh"]),
                (t("fact.members"), listed),
                (t("fact.purpose"), row["purpose"]),
                (t("fact.note"), row["note"]),
                (t("fact.accuracy"), self.place(row)),
            )
        )

    def indicator(self, row: dict[Any, Any]) -> tuple[str, str]:
        """Label and value of an indicator row."""
        subject = "" if row["subject_code"] == "city" else f"{row['subject_zh']} "
        year = f"{row['year']}" if pd.notna(row["year"]) else row["period"]
        label = f"{year} {subject}{row['name_zh']}".strip()
        return label, quantity(row, "value", self.t.language)
