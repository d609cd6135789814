"""Sheets of a briefing drawn: map, words with their figures filled in, a table, and whom they cite.

Placeholders in words, and figures, are looked up in the data and follow the
filter of the sheet, so that a number beside a map is the number on the map.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from geo.frames import Frames
from geo.issues import Issue, Severity
from layers import figure_tables, figures, filter_words, views
from layers.briefing import Briefing, Sheet
from layers.describe import Describer
from layers.messages import Messages
from layers.model import Layer, MapView


@dataclass(frozen=True)
class Plate:
    """One sheet, ready for a page, a slide or the screen.

    Parameters
    ----------
    title, text, note
        Words with every figure filled in; marks stand for how a county is known.
    sheet
        What it was made of.
    view
        The map, filtered, with the layers shown.
    figures
        Key figures: (label, value).
    table
        Rows of text, the first of them the heading; empty for none.
    where
        What the filter keeps, in words; empty without one.
    marks
        What the marks in words and table stand for.
    sources
        Titles of the documents cited, each once.
    citations
        What stands on the sheet, each with its full citation.
    """

    title: str
    text: str
    note: str
    sheet: Sheet
    view: MapView
    figures: tuple[tuple[str, str], ...]
    table: tuple[tuple[str, ...], ...]
    where: str
    marks: str
    sources: tuple[str, ...]
    citations: tuple[str, ...]


def _sources(layers: Iterable[Layer], view: MapView) -> tuple[str, ...]:
    cited: set[str] = set()
    for layer in layers:
        cited |= {str(source) for source in (*layer.frame["source_id"], *layer.unlocated.get("source_id", ()))}
    return tuple(source.title for source in view.sources if source.source_id in cited)


def _citations(layers: Iterable[Layer], t: Messages) -> list[str]:
    """Each feature with a symbol of its own; those counted in a county or not mapped by document and section."""
    lines = []
    for layer in layers:
        own = layer.frame["symbol"] != "badge"
        lines += [
            t("plate.cited", name=row["name"], citation=row["citation"]) for row in layer.frame[own].to_dict("records")
        ]
        places: dict[str, int] = {}
        for frame in (layer.frame[~own], layer.unlocated):
            for citation in frame["citation"]:
                # The citation without its offset and key: document and section.
                place = citation.rpartition(t("plate.offset"))[0] or citation
                places[place] = places.get(place, 0) + 1
        lines += [
            t("plate.cited_many", name=layer.title, citation=place, count=count) for place, count in places.items()
        ]
    return lines


def draw(sheet: Sheet, describer: Describer, whole: MapView, issues: list[Issue], row: str = "") -> Plate:
    """One sheet drawn.

    Parameters
    ----------
    sheet
        What to show.
    describer
        The city's data in the language wanted.
    whole
        The city's map with every layer, in the same language.
    issues
        Where placeholders that name nothing are told of; they stay as they are.
    row
        How the sheet is called in an issue.
    """
    t = describer.t
    definition = replace(sheet.view, language=t.language)
    view = views.draw(describer.frames, definition, t, whole)
    lookup = figures.Lookup(describer, view, definition)
    words = []
    for part, said in (("title", sheet.title), ("text", sheet.text), ("note", sheet.note)):
        filled, unknown = lookup.fill(said.said(t.language))
        words.append(filled)
        issues += [
            Issue("", row, part, "unknown-placeholder", Severity.WARNING, f"{{{name}}} 没有对应的数据，照原样显示。")
            for name in unknown
        ]
    shown = []
    for name in sheet.figures:
        figure = lookup.figure(name)
        if figure is None:
            message = f"指标 {name} 没有对应的数据，未显示。"
            issues.append(Issue("", row, "figures", "unknown-figure", Severity.WARNING, message))
        else:
            shown.append(figure)
    table = figure_tables.make(lookup, sheet.table)
    layers = view.shown()
    cited = [*lookup.cited, *_citations(layers, t)]
    return Plate(
        title=words[0],
        text=words[1],
        note=words[2],
        sheet=sheet,
        view=view,
        figures=tuple(shown),
        table=table,
        where=filter_words.in_words(describer.frames, definition.filters, t),
        marks=lookup.marks,
        sources=tuple(dict.fromkeys((*lookup.sources, *_sources(layers, view)))),
        citations=tuple(dict.fromkeys(cited)),
    )


def draw_all(briefing: Briefing, frames: Frames, t: Messages, whole: MapView) -> tuple[list[Plate], list[Issue]]:
    """All sheets of a briefing, and what their words name that the data has not."""
    issues: list[Issue] = []
    describer = Describer(frames, t)
    drawn = [draw(sheet, describer, whole, issues, f"views[{place}]") for place, sheet in enumerate(briefing.sheets, 1)]
    return drawn, issues
