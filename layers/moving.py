"""A view taken to another city: what both cities have stays, the rest is named."""

from collections.abc import Collection
from dataclasses import replace

from layers.definition import INDUSTRIES, Known, ViewDefinition
from layers.filters import Filters

Dropped = tuple[str, str]  # parameter of the view, what was left behind


def keep_filled(view: ViewDefinition, known: Known, filled: Collection[str]) -> tuple[ViewDefinition, list[Dropped]]:
    """The view without layers that hold nothing in its city.

    Parameters
    ----------
    view
        Any view.
    known
        What may be named; gives the default where no layer is left.
    filled
        Ids of the layers of the view's city that hold anything or should.

    Returns
    -------
    tuple
        The view, and the layers that were left behind.
    """
    layers = tuple(layer for layer in view.layers if layer in filled)
    dropped: list[Dropped] = [("layers", layer) for layer in view.layers if layer not in filled]
    if view.layers and not layers:
        default = known.default(view.city)
        layers = tuple(layer for layer in known.layer_ids if layer in default and layer in filled)
    opacity = tuple((layer, value) for layer, value in view.opacity if layer in filled)
    return replace(view, layers=layers, opacity=opacity), dropped


def to_city(
    view: ViewDefinition, city: str, known: Known, filled: Collection[str]
) -> tuple[ViewDefinition, list[Dropped]]:
    """The view in another city.

    Selection and extent belong to the city that is left and go without a
    word; layers, codes of filters and the fill stay where the other city has
    them.

    Parameters
    ----------
    view
        The view that is left.
    city
        Code of the city to go to.
    known, filled
        As in :func:`keep_filled`, for that city.

    Returns
    -------
    tuple
        The view in the city, and what was left behind.
    """
    moved, dropped = keep_filled(replace(view, city=city, selection=None, extent=None), known, filled)
    codes = known.codes(city)
    kept = {name: tuple(code for code in chosen if code in codes[name]) for name, chosen in view.filters.kept.items()}
    dropped += [
        (f"filter.{name}", code)
        for name, chosen in view.filters.kept.items()
        for code in chosen
        if code not in kept[name]
    ]
    if moved.fill not in known.fills(city):
        dropped.append(("fill", moved.fill))
        moved = replace(moved, fill=INDUSTRIES, classes="")
    return replace(moved, filters=Filters({name: chosen for name, chosen in kept.items() if chosen})), dropped
