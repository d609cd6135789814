"""The layers of a file: by name, with the rows that a filter keeps."""

from collections.abc import Collection

from geo.errors import LayerError
from layers.filters import COLUMNS, Filters, filter_layer
from layers.messages import Messages
from layers.model import Layer, MapView

ALL = "all"


def layers_named(view: MapView, names: Collection[str]) -> tuple[Layer, ...]:
    """Layers by id, in the order asked for; ``all`` is the county layer and every other.

    Raises
    ------
    LayerError
        A name is a path, or no layer has it.
    """
    found: dict[str, Layer] = {}
    for name in names:
        if any(mark in name for mark in ("/", "\\", "..", ":")):
            msg = f"图层名“{name}”是路径，不是图层。"
            raise LayerError(msg, "文件位置用 --out 指定；图层见 python -m app layers。")
        chosen = (view.counties, *view.layers) if name == ALL else (view.layer(name),)
        found |= {layer.layer_id: layer for layer in chosen}
    return tuple(found.values())


def layers_chosen(view: MapView, names: Collection[str], filters: Filters) -> tuple[Layer, ...]:
    """Layers by id with the rows that the filters keep; in a file the county layer is filtered like any other.

    On the map the counties are the ground and always drawn; a file that says
    it was filtered holds nothing that the filter takes away.

    Raises
    ------
    LayerError
        A name is a path, or no layer has it.
    """
    return tuple(filter_layer(layer, filters) for layer in layers_named(view, names))


def not_filtered(layers: Collection[Layer], filters: Filters, t: Messages) -> tuple[str, ...]:
    """A line for each kind of filter that some layers know nothing of, so that they are whole; for the notes."""
    lines = []
    for name, codes in filters.kept.items():
        whole = [layer.title for layer in layers if layer.total and COLUMNS[name] not in layer.frame.columns]
        if codes and whole:
            lines.append(t("export.not_filtered", what=t(f"filter.{name}"), layers="、".join(whole)))
    return tuple(lines)
