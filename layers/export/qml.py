"""Styles of a layer as QGIS keeps them (QML): the same colours, widths, dashes and labels as on the map."""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from layers import palette
from layers.export.classes import StyleClass
from layers.model import Style

_GEOMETRY = {"point": "0", "line": "1", "area": "2"}
_SYMBOL = {"point": "marker", "line": "line", "area": "fill"}


def rgba(colour: str, opacity: float = 1.0) -> str:
    """``#rrggbb`` as QGIS writes it: ``r,g,b,a``, each 0 to 255."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"{red},{green},{blue},{round(opacity * 255)}"


def _pen(style: Style) -> str:
    """Line style of an outline, which knows no dashes of its own."""
    return "dash" if style.dash else "solid"


def _marker(style: Style) -> tuple[str, dict[str, str]]:
    return "SimpleMarker", {
        "name": "circle",
        "color": rgba(style.fill, style.fill_opacity),
        "outline_color": rgba(style.line),
        "outline_style": _pen(style),
        "outline_width": f"{style.line_width:g}",
        "outline_width_unit": "Pixel",
        "scale_method": "diameter",
        "size": f"{2 * style.radius:g}",
        "size_unit": "Pixel",
    }


def _line(style: Style) -> tuple[str, dict[str, str]]:
    return "SimpleLine", {
        "capstyle": "round",
        "joinstyle": "round",
        "line_color": rgba(style.line),
        "line_style": "solid",
        "line_width": f"{style.line_width:g}",
        "line_width_unit": "Pixel",
        "use_customdash": "1" if style.dash else "0",
        "customdash": ";".join(style.dash.split()) or "5;2",
        "customdash_unit": "Pixel",
    }


def _area(style: Style) -> tuple[str, dict[str, str]]:
    # A badge stands for rows known by county only: the county's outline, hardly filled,
    # since several of them lie on one another.
    badge = style.symbol == "badge"
    return "SimpleFill", {
        "color": rgba(style.line, 0.05) if badge else rgba(style.fill, style.fill_opacity),
        "joinstyle": "round",
        "outline_color": rgba(style.line),
        "outline_style": "dot" if badge else _pen(style),
        "outline_width": f"{style.line_width:g}",
        "outline_width_unit": "Pixel",
        "style": "solid",
    }


_LAYERS = {"point": _marker, "line": _line, "area": _area}


def _options(parent: ET.Element, values: Mapping[str, str]) -> None:
    """Properties twice: as QGIS has written them since 3.18, and as it did before."""
    group = ET.SubElement(parent, "Option", type="Map")
    for name, value in values.items():
        ET.SubElement(group, "Option", type="QString", name=name, value=value)
    for name, value in values.items():
        ET.SubElement(parent, "prop", k=name, v=value)


def _radius_from_column(layer: ET.Element) -> None:
    properties = ET.SubElement(ET.SubElement(layer, "data_defined_properties"), "Option", type="Map")
    ET.SubElement(properties, "Option", type="QString", name="name", value="")
    size = ET.SubElement(
        ET.SubElement(properties, "Option", type="Map", name="properties"), "Option", type="Map", name="size"
    )
    ET.SubElement(size, "Option", type="bool", name="active", value="true")
    ET.SubElement(size, "Option", type="QString", name="expression", value='2 * "radius"')
    ET.SubElement(size, "Option", type="int", name="type", value="3")
    ET.SubElement(properties, "Option", type="QString", name="type", value="collection")


def _labels(root: ET.Element, column: str) -> None:
    settings = ET.SubElement(ET.SubElement(root, "labeling", type="simple"), "settings", calloutType="simple")
    style = ET.SubElement(
        settings,
        "text-style",
        fieldName=column,
        isExpression="0",
        fontFamily="Microsoft YaHei",
        fontSize="9",
        fontSizeUnit="Point",
        textColor=rgba(palette.INK),
        textOpacity="1",
    )
    ET.SubElement(
        style,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.8",
        bufferSizeUnits="MM",
        bufferColor="255,255,255,255",
        bufferOpacity="0.9",
    )


def document(kind: str, classes: Sequence[StyleClass], label_column: str | None) -> str:
    """The QML of one table.

    Parameters
    ----------
    kind
        ``point``, ``line`` or ``area``.
    classes
        Looks of its rows, told apart by the column ``style``; the size of
        points comes from the column ``radius``, in pixels.
    label_column
        Column that labels are taken from, if any.
    """
    root = ET.Element(
        "qgis",
        version="3.28.0",
        styleCategories="Symbology|Labeling",
        labelsEnabled="1" if label_column else "0",
    )
    renderer = ET.SubElement(
        root,
        "renderer-v2",
        type="categorizedSymbol",
        attr="style",
        symbollevels="0",
        enableorderby="0",
        forceraster="0",
    )
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for number, found in enumerate(classes):
        ET.SubElement(
            categories,
            "category",
            value=found.code,
            symbol=str(number),
            label=found.label,
            render="true",
            type="string",
        )
        symbol = ET.SubElement(
            symbols, "symbol", type=_SYMBOL[kind], name=str(number), alpha="1", clip_to_extent="1", force_rhr="0"
        )
        name, values = _LAYERS[kind](found.style)
        layer = ET.SubElement(symbol, "layer", {"class": name, "enabled": "1", "locked": "0", "pass": "0"})
        _options(layer, values)
        if kind == "point":
            _radius_from_column(layer)
    if label_column:
        _labels(root, label_column)
    ET.SubElement(root, "layerGeometryType").text = _GEOMETRY[kind]
    ET.indent(root)
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(root, encoding="unicode") + "\n"
