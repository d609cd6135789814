"""The attribute table of a layer as every format writes it, and what a file is asked to hold."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd

from layers.export.reference import WGS84, Reference, project
from layers.messages import Messages
from layers.model import Layer, MapView, Source
from layers.style import geometry_kind

COLUMNS = [
    "feature_id", "name", "layer", "accuracy_code", "basis_code", "area_codes",
    "facts", "citation", "source_id", "section", "char_offset", "key", "data_version", "note",
]  # fmt: skip
KINDS = ("point", "line", "area", "unlocated")


# Only where a layer holds geometry that the user brought.
BROUGHT = ["geometry_origin", "geometry_licence", "geometry_element"]


def export_frame(layer: Layer, view: MapView) -> gpd.GeoDataFrame:
    """Rows of a layer with geometry, accuracy class, citation and version.

    Returns
    -------
    geopandas.GeoDataFrame
        :data:`COLUMNS` and ``geometry`` in EPSG:4326. Where only the county is
        known the geometry is the county polygon, never a point in it; rows
        that are not mapped come last with no geometry. :data:`BROUGHT` follow where
        the user brought geometry. ``area_codes`` and
        ``facts`` are joined to text.
    """
    frame = pd.concat([layer.frame, layer.unlocated], ignore_index=True)
    columns = {
        "feature_id": frame["feature_id"],
        "name": frame["name"],
        "layer": layer.title,
        "accuracy_code": frame["accuracy_code"],
        "basis_code": frame["basis_code"],
        "area_codes": frame["area_codes"].map(";".join),
        "facts": frame["facts"].map(lambda facts: "；".join(f"{label}：{value}" for label, value in facts)),
        "citation": frame["citation"],
        "source_id": frame["source_id"],
        "section": frame["section"],
        "char_offset": pd.array(pd.to_numeric(frame["char_offset"]), dtype="Int64"),
        "key": frame["key"],
        "data_version": view.version,
        "note": " ｜ ".join(view.notes),
    }
    table = pd.DataFrame(columns, index=frame.index)[COLUMNS]
    if "geometry_origin" in frame and frame["geometry_origin"].ne("").any():
        table = table.join(frame[BROUGHT])
    shapes = frame.get("geometry")
    return gpd.GeoDataFrame(table, geometry=shapes, crs=layer.frame.crs)


@dataclass(frozen=True)
class Request:
    """What a file is asked to hold.

    Parameters
    ----------
    view
        The map that the layers belong to.
    layers
        The layers to write, in this order.
    t
        Words of the language wanted.
    reference
        The reference system, resolved for these layers.
    encoding
        ``UTF-8`` or ``GBK``; only the Shapefile asks.
    where
        The filter that was applied, in words; empty for everything.
    remarks
        Further lines for the notes of every row.
    each
        A file for each layer in a ZIP, even if one file could hold them all.
    """

    view: MapView
    layers: tuple[Layer, ...]
    t: Messages
    reference: Reference = WGS84
    encoding: str = "UTF-8"
    where: str = ""
    remarks: tuple[str, ...] = ()
    each: bool = False

    def alone(self, layer: Layer) -> "Request":
        """The same request for one of its layers."""
        return replace(self, layers=(layer,))

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes of the map, with the filter and a reference system other than WGS 84 named."""
        lines = list(self.view.notes)
        if self.view.licences:
            lines.append(self.t("export.licence", licence="、".join(self.view.licences)))
        said = self.t("export.where", words=self.where)
        if self.where and said not in lines:
            lines.append(said)
        lines += self.remarks
        if self.reference.shifted:
            lines.append(self.t("export.shifted", code=self.reference.code))
        elif self.reference != WGS84:
            lines.append(self.t("export.crs", code=self.reference.code))
        return tuple(lines)

    def frame(self, layer: Layer) -> gpd.GeoDataFrame:
        """Rows of a layer in the reference system asked for; GCJ-02 is a column of its own as well."""
        rows = export_frame(layer, self.view)
        rows["note"] = " ｜ ".join(self.notes)
        if self.reference.shifted:
            rows.insert(len(COLUMNS), "crs", self.reference.code)
        return project(rows, self.reference)

    def cited(self) -> tuple[Source, ...]:
        """The documents that the rows cite."""
        known: set[str] = set()
        for layer in self.layers:
            known |= set(layer.frame["source_id"]) | set(layer.unlocated.get("source_id", ()))
        return tuple(source for source in self.view.sources if source.source_id in known)


def parts(frame: gpd.GeoDataFrame) -> Iterator[tuple[str, gpd.GeoDataFrame]]:
    """Rows of a frame by kind of geometry: ``point``, ``line``, ``area``, ``unlocated``.

    For formats that hold one kind in a table, in the order of :data:`KINDS`
    and with row labels kept.
    """
    kinds = frame.geometry.map(geometry_kind).where(frame.geometry.notna(), "unlocated")
    for kind in KINDS:
        if (kinds == kind).any():
            yield kind, frame[kinds == kind]
