"""KML for Google Earth and its kin: all layers as folders, with colours and every attribute.

Written by hand, since GDAL's writer keeps no styles. KML knows WGS 84 only.
"""

from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from layers.export import dictionary, readback
from layers.export.classes import StyleClass, style_classes
from layers.export.table import Request
from layers.model import Layer

NAMESPACE = "http://www.opengis.net/kml/2.2"
_INTEGERS = {"char_offset"}


def kml_colour(colour: str, opacity: float = 1.0) -> str:
    """``#rrggbb`` as KML writes it: ``aabbggrr``."""
    return f"{round(opacity * 255):02x}{colour[5:7]}{colour[3:5]}{colour[1:3]}"


def _points(shape: BaseGeometry) -> str:
    return " ".join(f"{x:.6f},{y:.6f}" for x, y in shapely.get_coordinates(shape))


def _polygon(parent: ET.Element, shape: shapely.Polygon) -> None:
    polygon = ET.SubElement(parent, "Polygon")
    for name, ring in (("outerBoundaryIs", shape.exterior), *(("innerBoundaryIs", hole) for hole in shape.interiors)):
        line = ET.SubElement(ET.SubElement(polygon, name), "LinearRing")
        ET.SubElement(line, "coordinates").text = _points(ring)


def _geometry(parent: ET.Element, shape: BaseGeometry) -> None:
    if isinstance(shape, BaseMultipartGeometry):
        group = ET.SubElement(parent, "MultiGeometry")
        for part in shape.geoms:
            _geometry(group, part)
    elif isinstance(shape, shapely.Polygon):
        _polygon(parent, shapely.orient_polygons(shape))
    else:
        ET.SubElement(ET.SubElement(parent, shape.geom_type), "coordinates").text = _points(shape)


def _style(parent: ET.Element, layer_id: str, found: StyleClass) -> None:
    look = found.style
    style = ET.SubElement(parent, "Style", id=f"{layer_id}-{found.code}")
    icon = ET.SubElement(style, "IconStyle")
    ET.SubElement(icon, "color").text = kml_colour(look.line)
    line = ET.SubElement(style, "LineStyle")
    ET.SubElement(line, "color").text = kml_colour(look.line)
    ET.SubElement(line, "width").text = f"{look.line_width:g}"
    area = ET.SubElement(style, "PolyStyle")
    # The county of a badge is hardly filled: several of them lie on one another.
    badge = look.symbol == "badge"
    ET.SubElement(area, "color").text = (
        kml_colour(look.line, 0.05) if badge else kml_colour(look.fill, look.fill_opacity)
    )


def _schema(parent: ET.Element, columns: list[str], request: Request) -> None:
    schema = ET.SubElement(parent, "Schema", name="row", id="row")
    for column in columns:
        field = ET.SubElement(schema, "SimpleField", name=column, type="int" if column in _INTEGERS else "string")
        told = f"{dictionary.title(request, column)}：{dictionary.meaning(request, column)}"
        ET.SubElement(field, "displayName").text = told


def _folder(parent: ET.Element, layer: Layer, rows: pd.DataFrame, codes: pd.Series) -> None:
    folder = ET.SubElement(parent, "Folder", id=layer.layer_id)
    ET.SubElement(folder, "name").text = layer.title
    ET.SubElement(folder, "description").text = layer.abstract
    for row in rows.to_dict("records"):
        mark = ET.SubElement(folder, "Placemark")
        ET.SubElement(mark, "name").text = str(row["name"])
        if row["feature_id"] in codes.index:
            ET.SubElement(mark, "styleUrl").text = f"#{layer.layer_id}-{codes[row['feature_id']]}"
        data = ET.SubElement(ET.SubElement(mark, "ExtendedData"), "SchemaData", schemaUrl="#row")
        for column, value in row.items():
            if column not in {"name", "geometry"} and readback.plain(value) != "":
                ET.SubElement(data, "SimpleData", name=str(column)).text = str(value)
        if not pd.isna(row["geometry"]):
            _geometry(mark, row["geometry"])


def write(request: Request, path: Path) -> None:
    """All layers of a request, read back."""
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = ET.SubElement(root, "Document")
    ET.SubElement(document, "name").text = request.view.title
    ET.SubElement(document, "description").text = "\n".join(request.notes)
    written = [(layer, request.frame(layer)) for layer in request.layers]
    _schema(document, [name for name in written[0][1].columns if name not in {"name", "geometry"}], request)
    for layer in request.layers:
        for look in style_classes(layer, request.t)[1]:
            _style(document, layer.layer_id, look)
    for layer, rows in written:
        _folder(document, layer, rows, style_classes(layer, request.t)[0])
    path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
    for layer, rows in written:
        found = readback.read(path, layer.title).rename(columns={"Name": "name"})
        readback.compare(rows, found, f"{path.name} {layer.layer_id}", request.reference.tolerance)
