"""Frames and choices to a MapView: the one place where a map is put together."""

import re
from collections.abc import Collection
from dataclasses import replace

import shapely

from geo.frames import Frames
from layers import backdrop, catalog
from layers.describe import Describer
from layers.messages import Messages
from layers.model import Anchor, MapView, Source

PAGE_WORDS = (
    "page.layers", "page.legend", "page.source", "page.north",
    "page.county_only", "page.general", "page.drawn", "page.unlocated", "page.targets", "page.list",
    "page.map", "page.zoom_in", "page.zoom_out", "page.home", "page.keep", "page.close", "page.hide", "page.none_drawn",
    "page.several", "page.shared", "page.more", "page.kept", "page.shared_badge",
    "page.measure_length", "page.measure_area", "page.measure_hint",
    "page.measure_undo", "page.measure_caveat", "page.measure_crossed", "page.measured_length", "page.measured_area",
)  # fmt: skip


_SUFFIX = re.compile(r" (County|District|City)$")


def anchors(frames: Frames, t: Messages) -> tuple[Anchor, ...]:
    """Label point of each county, the centre of its largest inscribed circle; English names are short."""
    found = []
    for row in frames.counties.itertuples():
        circle = shapely.maximum_inscribed_circle(row.geometry)
        lon, lat = circle.coords[0]
        name = row.name_zh if t.language == "zh" else _SUFFIX.sub("", row.name_en)
        found.append(Anchor(row.area_code, name, round(lon, 5), round(lat, 5)))
    return tuple(found)


def headlines(describer: Describer) -> tuple[tuple[str, str, str], ...]:
    """City targets marked as headlines in the data: label, value, citation.

    Targets of one thing that two documents state stand one after the other,
    each with its document, and the newer is marked.
    """
    frames, t = describer.frames, describer.t
    rows = frames.indicators[frames.indicators["is_headline"]]
    same = ["name_zh", "subject_zh", "unit", "year"]
    newer = set(frames.tables["comparisons"]["newer_indicator_id"])
    titles = frames.source_titles(t.language)
    found = []
    for _, group in rows.groupby(same, sort=False, dropna=False):
        for row in group.to_dict("records"):
            label, value = describer.indicator(row)
            if len(group) > 1:
                form = "headline.newer" if row["indicator_id"] in newer else "headline.of"
                label = t(form, label=label, source=titles[row["source_id"]])
            found.append((label, value, describer.citation(row)))
    return tuple(found)


def headline_sources(frames: Frames) -> tuple[str, ...]:
    """Ids of the documents that the headlines cite."""
    indicators = frames.indicators
    return tuple(dict.fromkeys(indicators.loc[indicators["is_headline"], "source_id"]))


def notes(frames: Frames, t: Messages) -> tuple[str, ...]:
    """Lines under every map: schematic, not reviewed, boundary source, data version."""
    package = frames.tables.package
    if frames.boundary_origin == "shipped":
        boundary = package.boundary_zh if t.language == "zh" else package.boundary_en
    elif frames.boundary_origin == "none":
        boundary = t("note.no_boundary")
    else:
        boundary = t("note.own_boundary", name=frames.boundary_origin)
    open_data = t("note.water") if len(frames.backdrop) else t("note.points")
    brought = (t("note.geometry", credit=credit) for credit in frames.geometry_credits)
    lines = (t("note.review"), boundary, open_data, *brought, t("note.version", version=frames.version))
    return tuple(line for line in lines if line)


def sources(frames: Frames, t: Messages) -> tuple[Source, ...]:
    """The documents of the package, with their full title in the language of the page."""
    return tuple(
        Source(
            source_id=row["source_id"],
            title=row[f"title_{t.language}"],
            issuer=row["issuer_zh"],
            issued_date=row["issued_date"],
            period=row["period"],
            sha256=row["sha256"],
            note=row["note"],
        )
        for row in frames.tables["sources"].to_dict("records")
    )


def compose(frames: Frames, t: Messages, visible: Collection[str] = catalog.DEFAULT_VISIBLE) -> MapView:
    """The map of a city with all its layers, some of them shown.

    Parameters
    ----------
    frames
        The city's data.
    t
        Words of the language wanted.
    visible
        Ids of the layers to show; unknown ids are ignored here and reported by
        whoever read them.
    """
    describer = Describer(frames, t)
    base = catalog.build_base(describer)
    layers = catalog.build_all(describer)
    if len(frames.counties):
        west, south, east, north = (float(v) for v in frames.counties.total_bounds)
    else:
        west, south, east, north = 112.0, 25.0, 114.0, 27.0
    city = frames.city_name_zh if t.language == "zh" else frames.city_name_en
    return MapView(
        city_code=frames.city_code,
        title=t("map.title", city=city),
        counties=base,
        backdrop=backdrop.build(frames, t),
        layers=layers,
        visible=tuple(layer.layer_id for layer in layers if layer.layer_id in visible),
        anchors=anchors(frames, t),
        bounds=(west, south, east, north),
        headlines=headlines(describer),
        notes=notes(frames, t),
        version=frames.version,
        words={key: t(key) for key in PAGE_WORDS},
        sources=sources(frames, t),
        licences=frames.tables.package.licences,
        headline_sources=headline_sources(frames),
    )


def show(view: MapView, visible: Collection[str]) -> MapView:
    """The same map with other layers shown."""
    return replace(view, visible=tuple(layer.layer_id for layer in view.layers if layer.layer_id in visible))
