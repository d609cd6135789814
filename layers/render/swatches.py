"""The legend as a piece of HTML, for the 3D map, which draws none of its own; every string is escaped."""

import base64
from html import escape

from layers import symbols
from layers.model import Layer, MapView, Style

WIDTH, HEIGHT = 30, 20


def swatch(style: Style) -> str:
    """A small picture of a style."""
    paint = (
        f'fill="{"none" if style.symbol == "line" else style.fill}" fill-opacity="{style.fill_opacity:g}" '
        f'stroke="{style.line}"'
    )
    dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
    if style.symbol == "line":
        height = HEIGHT / 2
        width = style.line_width
        shape = (
            f'<line x1="1" x2="{WIDTH - 1}" y1="{height:g}" y2="{height:g}" {paint} stroke-width="{width:g}"{dash}/>'
        )
    elif style.symbol == "fill":
        shape = f'<rect x="3" y="3" width="24" height="14" {paint} stroke-width="{style.line_width:g}"{dash}/>'
    elif style.symbol == "badge":
        shape = f'<rect x="3" y="2" width="24" height="16" rx="8" {paint} stroke-width="{style.line_width:g}"{dash}/>'
    else:
        size = min(style.radius, HEIGHT / 2 - 1)
        scaled = f"translate({WIDTH / 2:g} {HEIGHT / 2:g}) scale({size:g})"
        rim = f'stroke-width="{style.line_width / size:.3f}"' + (
            f' stroke-dasharray="{" ".join(f"{float(part) / size:.2f}" for part in style.dash.split())}"'
            if dash
            else ""
        )
        shape = f'<path transform="{scaled}" d="{symbols.shape(style.shape)}" {paint} {rim}/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">{shape}</svg>'


def _picture(style: Style) -> str:
    """The swatch as an image that travels with the page: Streamlit takes drawings out of HTML."""
    image = base64.b64encode(swatch(style).encode()).decode()
    return f'<img alt="" width="{WIDTH}" height="{HEIGHT}" src="data:image/svg+xml;base64,{image}">'


def _section(layer: Layer) -> str:
    row = '<div style="display:flex;align-items:center;gap:6px">'
    lines = "".join(f"{row}{_picture(item.style)}<span>{escape(item.label)}</span></div>" for item in layer.legend)
    return f'<div style="break-inside:avoid"><b>{escape(layer.title)}</b>{lines}</div>'


def legend_html(view: MapView) -> str:
    """Legend of the shown layers and the counties, in columns, in the order of the other maps' legends."""
    sections = "".join(_section(layer) for layer in (*reversed(view.shown()), view.counties) if layer.legend)
    return f'<div style="columns:15rem;font-size:0.8rem">{sections}</div>'
