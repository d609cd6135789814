"""A briefing as one page that is played from disk: its views, words, figures and notes, each geometry once."""

from collections.abc import Sequence
from typing import Any

from layers.briefing import Briefing
from layers.export import page, stamp
from layers.filters import hidden_ids
from layers.messages import Messages
from layers.model import Layer, MapView
from layers.plates import Plate
from layers.render.payload import to_script_json


def _gone(whole: MapView, view: MapView, layer_ids: Sequence[str]) -> list[str]:
    """Ids of rows, drawn or not, that the filter of a view takes away from the layers of the page."""
    gone = hidden_ids(whole, view)
    for layer_id in layer_ids:
        kept = set(view.layer(layer_id).unlocated["feature_id"])
        gone += [name for name in whole.layer(layer_id).unlocated["feature_id"] if name not in kept]
        drawn = set(view.layer(layer_id).frame["feature_id"])
        gone += [name for name in whole.layer(layer_id).frame["feature_id"] if name not in drawn]
    return list(dict.fromkeys(gone))


def _step(plate: Plate, whole: MapView, layer_ids: Sequence[str], fill: int, t: Messages) -> dict[str, Any]:
    view, selection = plate.view, plate.sheet.view.selection
    marked = f"{selection.layer}/{selection.id}" if selection is not None and selection.kind == "feature" else None
    return {
        "title": plate.title,
        "text": plate.text,
        "note": plate.note,
        "figures": [list(pair) for pair in plate.figures],
        "table": [list(row) for row in plate.table],
        "where": plate.where,
        "marks": plate.marks,
        "sources": t("plate.sources", sources=t("plate.semicolon").join(plate.sources)),
        "layers": [layer.layer_id for layer in view.shown()],
        "hidden": _gone(whole, view, layer_ids),
        "selected": marked,
        "opacity": dict(view.opacity),
        "extent": list(view.extent) if view.extent else None,
        "fill": fill,
    }


def _colours(layer: Layer) -> str:
    return to_script_json([layer.title, *layer.frame[["fill", "line", "fill_opacity"]].to_numpy().tolist()])


def briefing_page(
    briefing: Briefing,
    plates: Sequence[Plate],
    whole: MapView,
    t: Messages,
    *,
    review_number: str = "",
    layer_ids: Sequence[str] | None = None,
    embed: bool = False,
) -> bytes:
    """All views of a briefing as one UTF-8 HTML file.

    Parameters
    ----------
    briefing, plates
        The briefing and its sheets, drawn.
    whole
        The city's map with every layer, unfiltered.
    t
        Words of its language.
    review_number
        审图号, if a reviewed map was made.
    layer_ids
        Layers to carry; None for those of the views.
    embed
        Without anything round the map, showing the first view.
    """
    used = {layer.layer_id for plate in plates for layer in plate.view.shown()} | set(layer_ids or ())
    carried = [layer.layer_id for layer in whole.layers if layer.layer_id in used]
    fills: dict[str, int] = {}
    coloured: list[MapView] = []
    steps = []
    for plate in plates:
        colours = _colours(plate.view.counties)
        if colours not in fills:
            fills[colours] = len(coloured)
            coloured.append(plate.view)
        steps.append(_step(plate, whole, carried, fills[colours], t))
    title = f"{briefing.title.said(t.language)}　{whole.title}"
    imprint = stamp.of_briefing(briefing, whole.version, title, review_number)
    return page.make(whole, carried, imprint, t, steps=steps, fills=coloured, embed=embed)
