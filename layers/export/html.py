"""The map as one self-contained page that opens from disk with no network."""

from layers.model import MapView
from layers.render import folium


def map_page(view: MapView) -> bytes:
    """The visible layers of a view as one UTF-8 HTML file."""
    return folium.page_html(view).encode("utf-8")
