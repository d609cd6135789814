"""GeoPackage: all layers in one file, one table for each kind of geometry, with QGIS styles and metadata.

A table of mixed geometry opens in QGIS as several layers with no style, so
points, lines and areas stand in tables of their own: ``parks_area``,
``parks_unlocated``. The last kind has no geometry at all.
"""

import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from layers import catalog
from layers.export import dictionary, qml, readback
from layers.export.classes import style_classes
from layers.export.gdal import settings
from layers.export.table import Request, parts
from layers.model import Layer

GEOMETRY = "geom"
STYLES = "layer_styles"
FIELDS, SOURCES = "field_notes", "sources"


def written_on(version: str) -> pd.Timestamp:
    """The day a file says it was made: that of the data version, so that equal data gives equal bytes."""
    found = re.match(r"(\d{4})\.(\d{1,2})\b", version)
    year, month = (int(found[1]), int(found[2])) if found else (1980, 1)
    return pd.Timestamp(year=year, month=month if 1 <= month <= 12 else 1, day=1, tz="UTC")


def tables(request: Request, layer: Layer) -> list[tuple[str, str, gpd.GeoDataFrame | pd.DataFrame]]:
    """Name, kind and rows of each table of a layer, with ``label``, ``style`` and ``radius`` added."""
    looks = layer.frame.set_index("feature_id")
    codes, _ = style_classes(layer, request.t)
    found: list[tuple[str, str, gpd.GeoDataFrame | pd.DataFrame]] = []
    for kind, rows in parts(request.frame(layer)):
        name = f"{layer.layer_id}_{kind}"
        if kind == "unlocated":
            found.append((name, kind, pd.DataFrame(rows.drop(columns="geometry"))))
            continue
        label = rows["name"] if layer.layer_id == catalog.BASE.LAYER_ID else rows["feature_id"].map(looks["label"])
        styled = rows.assign(label=label, style=rows["feature_id"].map(codes))
        if kind == "point":
            styled["radius"] = rows["feature_id"].map(looks["radius"]).astype("float64")
        found.append((name, kind, styled.rename_geometry(GEOMETRY)))
    return found


def _style_row(request: Request, layer: Layer, name: str, kind: str, rows: pd.DataFrame) -> dict[str, object]:
    _, classes = style_classes(layer, request.t)
    used = [found for found in classes if (rows["style"] == found.code).any()]
    labelled = (rows["label"] != "").any()
    return {
        "f_table_catalog": "",
        "f_table_schema": "",
        "f_table_name": name,
        "f_geometry_column": GEOMETRY,
        "styleName": name,
        "styleQML": qml.document(kind, used, "label" if labelled else None),
        "styleSLD": "",
        "useAsDefault": True,
        "description": layer.title,
        "owner": "",
        "ui": None,
        "update_time": written_on(request.view.version),
    }


def write(request: Request, path: Path) -> None:
    """All layers of a request, read back."""
    written: list[tuple[str, pd.DataFrame]] = []
    styles: list[dict[str, object]] = []
    about = {"title": request.view.title, "version": request.view.version, "notes": " ｜ ".join(request.notes)}
    with settings(OGR_CURRENT_DATE=written_on(request.view.version).strftime("%Y-%m-%dT%H:%M:%S.000Z")):
        for layer in request.layers:
            for name, kind, rows in tables(request, layer):
                pyogrio.write_dataframe(
                    rows,
                    path,
                    driver="GPKG",
                    layer=name,
                    append=bool(written),
                    dataset_metadata=None if written else about,
                    layer_metadata={"title": layer.title, "abstract": layer.abstract, **about},
                    # A hundred rows need no index; a table of its own for each would double the time.
                    layer_options={
                        "IDENTIFIER": f"{layer.title} [{name}]",
                        "DESCRIPTION": layer.abstract,
                        **({} if kind == "unlocated" else {"SPATIAL_INDEX": "NO"}),
                    },
                )
                written.append((name, rows))
                if kind != "unlocated":
                    styles.append(_style_row(request, layer, name, kind, rows))
        fields = dictionary.fields(request, dict.fromkeys(column for _, rows in written for column in rows.columns))
        if styles:
            table = pd.DataFrame(styles)
            pyogrio.write_dataframe(table, path, driver="GPKG", layer=STYLES, append=True, layer_options={"FID": "id"})
            written.append((STYLES, table.drop(columns="update_time")))
        for name, beside in ((FIELDS, fields), (SOURCES, dictionary.sources(request))):
            pyogrio.write_dataframe(beside, path, driver="GPKG", layer=name, append=True)
            written.append((name, beside))
    for name, rows in written:
        if not len(rows):
            continue
        what = f"{path.name} {name}"
        readback.compare(rows, readback.read(path, name), what, request.reference.tolerance)
        if isinstance(rows, gpd.GeoDataFrame):
            readback.same_system(path, request.reference.code, name)
