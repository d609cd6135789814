"""A view definition to the MapView that every renderer and exporter is given."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from geo.frames import Frames
from layers import catalog, compose, fills, filter_words
from layers.definition import INDUSTRIES, Known, ViewDefinition
from layers.describe import Describer
from layers.filters import filter_view
from layers.messages import Messages
from layers.model import MapView


def known(cities: Sequence[str], frames_of: Callable[[str], Frames]) -> Known:
    """What a view may name.

    Parameters
    ----------
    cities
        City codes of the package.
    frames_of
        Loads a city; asked only for the city that a view names.
    """
    return Known(
        cities=cities,
        layer_ids=catalog.layer_ids(),
        base_id=catalog.BASE.LAYER_ID,
        fills=lambda city: fills.fill_ids(frames_of(city)),
        default=lambda city: catalog.default_visible(frames_of(city)),
        codes=lambda city: filter_words.known_codes(frames_of(city)),
    )


def draw(frames: Frames, definition: ViewDefinition, t: Messages, whole: MapView | None = None) -> MapView:
    """The map that a definition describes.

    Parameters
    ----------
    frames
        Data of the definition's city.
    definition
        What to show.
    t
        Words of the language wanted.
    whole
        The city's map with every layer, if it is at hand already.

    Returns
    -------
    MapView
        With the layers shown and filtered, counties coloured, opacity and extent
        set, and a note that tells of the filter.
    """
    view = filter_view(compose.show(whole or compose.compose(frames, t), definition.layers), definition.filters)
    said = filter_words.in_words(frames, definition.filters, t)
    notes = (*view.notes, t("export.where", words=said)) if said else view.notes
    counties = view.counties
    if definition.fill != INDUSTRIES:
        counties = fills.build(Describer(frames, t), definition.fill, definition.classes)
    return replace(view, counties=counties, notes=notes, opacity=dict(definition.opacity), extent=definition.extent)
