"""How counties are coloured: by industry, not at all, or by a measure of the whole county."""

import math
from collections.abc import Mapping

import pandas as pd

from geo.frames import Frames
from layers import palette, style
from layers.breaks import Breaks, classify, parse
from layers.catalog import county_industries
from layers.county_measures import CHAIN, Measure, measure, measure_ids, measure_title
from layers.describe import Describer, number
from layers.features import accuracy_words, layer_sources
from layers.messages import Messages
from layers.model import Layer, LegendItem, Style

INDUSTRIES, PLAIN = "industries", "plain"
# Places in the list of industries: first, second or third, later.
CHAIN_PLACES = (1, 3)


def fill_ids(frames: Frames) -> tuple[str, ...]:
    """Ids of the fills of a city: by industry, plain, and those measures that it has values for."""
    return (INDUSTRIES, PLAIN, *measure_ids(frames))


def titles(describer: Describer) -> dict[str, str]:
    """Fill id to its words, in the order of :func:`fill_ids`."""
    t = describer.t
    fixed = {INDUSTRIES: t("layer.county_industries.title"), PLAIN: t("fill.plain")}
    measures = measure_ids(describer.frames)
    return fixed | {name: measure_title(describer.frames, name, describer) for name in measures}


def is_classed(fill_id: str) -> bool:
    """Whether a fill is by classes of numbers that the reader may choose."""
    return fill_id not in {INDUSTRIES, PLAIN} and not fill_id.startswith(f"{CHAIN}_")


def breaks_of(describer: Describer, fill_id: str, classes: str = "") -> Breaks | None:
    """The classes that a fill is drawn in, to show them or keep their limits; None where it has none.

    Parameters
    ----------
    describer
        Data and words.
    fill_id
        One of :func:`fill_ids`.
    classes
        As in a view definition; empty for natural breaks in five classes.

    Raises
    ------
    LayerError
        ``classes`` is no classification.
    """
    if not is_classed(fill_id):
        return None
    return classify(measure(describer, fill_id).by_county.values(), parse(classes))


def build(describer: Describer, fill_id: str, classes: str = "") -> Layer:
    """The county layer coloured by a fill; its id stays that of the base layer.

    Parameters
    ----------
    describer
        Data and words.
    fill_id
        One of :func:`fill_ids`; any other is drawn plain.
    classes
        As in a view definition; ignored by fills without classes of numbers.

    Raises
    ------
    LayerError
        ``classes`` is no classification.
    """
    if fill_id == INDUSTRIES:
        return county_industries.build(describer)
    t = describer.t
    if fill_id not in measure_ids(describer.frames):
        return _layer(describer, t("fill.plain"), t("fill.plain_abstract"), {}, {}, ())
    found = measure(describer, fill_id)
    if found.damage:
        unread = (LegendItem(t("fill.unread"), _look("")),)
        return _layer(describer, found.title, t("fill.unread_why", why=found.damage), {}, {}, unread)
    if fill_id.startswith(f"{CHAIN}_"):
        return _by_place(describer, found)
    cut = classify(found.by_county.values(), parse(classes))
    colours = palette.ramp(cut.count) if cut.count else ()
    fills = {code: colours[cut.class_of(value) or 0] for code, value in found.by_county.items()}
    whole = all(value == round(value) for value in found.by_county.values())
    labels = class_labels(cut, t, whole=whole)
    legend: tuple[LegendItem, ...] = tuple(
        LegendItem(label, _look(colour)) for label, colour in zip(labels, colours, strict=True)
    )
    title = t("fill.reduced", title=found.title, count=cut.count, asked=cut.asked) if cut.reduced else found.title
    return _layer(describer, title, found.rule, fills, found.facts, legend, found.table)


def class_labels(cut: Breaks, t: Messages, *, whole: bool) -> list[str]:
    """Words of each class, its lower edge raised by one where all values are whole numbers."""
    if cut.count == 1:
        low, high = cut.edges
        return [number(low) if low == high else t("fill.range", low=number(low), high=number(high))]
    labels = []
    for place in range(cut.count):
        low, high = cut.edges[place], cut.edges[place + 1]
        if math.isinf(low):
            labels.append(t("fill.at_most", high=number(high)))
        elif math.isinf(high):
            labels.append(t("fill.above", low=number(low)))
        elif whole and low == round(low) and high == round(high):
            first = low + 1 if place else low
            labels.append(number(high) if first >= high else t("fill.range", low=number(first), high=number(high)))
        else:
            labels.append(t("fill.range" if not place else "fill.over_range", low=number(low), high=number(high)))
    return labels


def _by_place(describer: Describer, found: Measure) -> Layer:
    """Counties by the place of an industry in their list: the earlier, the darker."""
    t = describer.t
    light, middle, dark = palette.ramp(3)
    fills = {
        code: dark if value <= CHAIN_PLACES[0] else middle if value <= CHAIN_PLACES[1] else light
        for code, value in found.by_county.items()
    }
    named = ((dark, "fill.first"), (middle, "fill.second"), (light, "fill.later"))
    legend = tuple(LegendItem(t(key), _look(colour)) for colour, key in named if colour in fills.values())
    return _layer(describer, found.title, found.rule, fills, found.facts, legend, found.table)


def _look(colour: str) -> Style:
    """Style of a county; without a colour that of one without a statement."""
    dash = "" if colour else county_industries.NO_STATEMENT_DASH
    fill = colour or palette.NO_STATEMENT
    return Style("fill", fill=fill, fill_opacity=1.0, line=palette.BOUNDARY, line_width=1.2, dash=dash)


def _layer(
    describer: Describer,
    title: str,
    abstract: str,
    fills: Mapping[str, str],
    facts: Mapping[str, tuple[tuple[str, str], ...]],
    legend: tuple[LegendItem, ...],
    table: str = "",
) -> Layer:
    """The county layer with other colours, words and legend."""
    t = describer.t
    rows = county_industries.county_rows(describer)
    codes = list(rows["feature_id"])
    own = [(*facts.get(code, ()), *said) for code, said in zip(codes, rows["facts"], strict=True)]
    rows["facts"] = pd.Series(own, index=rows.index, dtype=object)
    rows["fill_said"] = pd.Series([facts.get(code, ()) for code in codes], index=rows.index, dtype=object)
    plain = not legend
    base = Style("fill", fill=palette.BASE_FILL, fill_opacity=1.0, line=palette.BOUNDARY, line_width=1.2)
    looks = [base if plain else _look(fills.get(code, "")) for code in codes]
    if legend and fills and len(fills) < len(codes):
        legend = (*legend, LegendItem(t("fill.no_statement"), _look("")))
    return Layer(
        layer_id=county_industries.LAYER_ID,
        theme=county_industries.THEME,
        title=title,
        abstract=abstract,
        frame=style.add_styles(rows, looks),
        legend=legend,
        unlocated=pd.DataFrame(rows.iloc[:0].drop(columns="geometry")),
        sources=layer_sources(describer, rows),
        accuracy_note=accuracy_words(describer, rows, rows.iloc[:0]),
        tables=tuple(name for name in dict.fromkeys((table, "county_industries", "county_roles")) if name),
    )
