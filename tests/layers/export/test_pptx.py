"""Slides opened again: counted, text compared, fonts, hostile words, equal bytes."""

import io

from pptx import Presentation
from pptx.oxml.ns import qn

from geo.frames import Frames
from layers import plates
from layers.briefing import Briefing, Sheet, Words
from layers.definition import ViewDefinition
from layers.export import pptx
from layers.messages import Messages
from layers.model import MapView
from layers.render.print import picture
from tests.tiny.rows import CITY

HOSTILE = "</a:t><x>{{7*7}}\x0b\x01 =1+1 园区"
T = Messages("zh")


def deck(frames: Frames, view: MapView) -> tuple[pptx.Deck, list[plates.Plate]]:
    sheets = (
        Sheet(
            Words(HOSTILE, "e"),
            ViewDefinition(CITY, layers=("parks",)),
            Words("共 {total:parks} 项", ""),
            Words("讲", "s"),
        ),
        Sheet(
            Words("铁路", "r"), ViewDefinition(CITY, layers=("railways", "town_targets")), figures=("total:railways",)
        ),
    )
    briefing = Briefing(Words("汇报", "b"), CITY, "zh", sheets)
    drawn, _ = plates.draw_all(briefing, frames, T, view)
    return pptx.make(briefing, drawn, view.title, T, picture), drawn


def test_slides_hold_native_text_tables_notes_and_the_map(tiny_frames: Frames, tiny_view: MapView) -> None:
    made, drawn = deck(tiny_frames, tiny_view)
    opened = Presentation(io.BytesIO(made.content))
    assert len(opened.slides) == 1 + len(drawn)
    assert made.removed >= 2
    titles = [slide.shapes.title.text_frame.text for slide in opened.slides]
    assert titles == ["汇报", HOSTILE.replace("\x0b", "").replace("\x01", ""), "铁路"]
    for slide, plate in zip(list(opened.slides)[1:], drawn, strict=True):
        (table,) = [shape.table for shape in slide.shapes if shape.has_table]
        assert [[cell.text for cell in row.cells] for row in table.rows] == [list(row) for row in plate.table]
        assert [shape.name for shape in slide.shapes if shape.shape_type == 13] == ["map"]
        note = slide.notes_slide.notes_text_frame.text
        assert all(citation in note for citation in plate.citations)
        assert any(T("note.review") in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_every_run_names_an_east_asian_font_and_the_legend_is_large_enough(
    tiny_frames: Frames, tiny_view: MapView
) -> None:
    made, _ = deck(tiny_frames, tiny_view)
    opened = Presentation(io.BytesIO(made.content))
    for slide in opened.slides:
        runs = [
            run for shape in slide.shapes if shape.has_text_frame for p in shape.text_frame.paragraphs for run in p.runs
        ]
        assert runs
        assert all(run._r.rPr.find(qn("a:ea")) is not None for run in runs)  # noqa: SLF001
        words = [s for s in slide.shapes if s.name == "legend" and s.has_text_frame and s.shape_type == 17]
        assert all(run.font.size.pt >= 10 for s in words for p in s.text_frame.paragraphs for run in p.runs)


def test_nothing_lies_outside_of_the_slide_and_bytes_repeat(tiny_frames: Frames, tiny_view: MapView) -> None:
    made, _ = deck(tiny_frames, tiny_view)
    opened = Presentation(io.BytesIO(made.content))
    for slide in opened.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top + shape.height <= opened.slide_height
            assert shape.left + shape.width <= opened.slide_width
    assert deck(tiny_frames, tiny_view)[0].content == made.content
