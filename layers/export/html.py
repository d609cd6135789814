"""The map as one self-contained page that opens from disk with no network."""

from collections.abc import Collection
from html import escape

from layers.export import page, stamp
from layers.messages import Messages
from layers.model import MapView


def map_page(
    view: MapView,
    t: Messages,
    *,
    layer_ids: Collection[str] | None = None,
    imprint: stamp.Imprint | None = None,
    embed: bool = False,
) -> bytes:
    """A view as one UTF-8 HTML file.

    Parameters
    ----------
    view
        The map; its visible layers are switched on.
    t
        Words of its language.
    layer_ids
        Layers to carry; None for the visible ones.
    imprint
        Title, definition and review number; of the view itself if not given.
    embed
        Without anything round the map, for a frame inside another page.
    """
    carried = [layer.layer_id for layer in view.layers if layer.layer_id in (layer_ids or view.visible)]
    return page.make(view, carried, imprint or stamp.of_view(view), t, embed=embed)


def snippet(file_name: str, title: str) -> str:
    """What a page of an intranet holds to show an embedded map that lies beside it."""
    address, words = escape(file_name, quote=True), escape(title, quote=True)
    return (
        f'<iframe src="{address}" title="{words}" width="100%" height="600" loading="lazy" '
        f'style="border:0" allow="fullscreen"></iframe>'
    )
