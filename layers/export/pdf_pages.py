"""A briefing as the pages of one PDF: a sheet of paper for every view, vectors and real letters."""

import json
from collections.abc import Callable, Sequence

from layers.briefing import Briefing
from layers.export import stamp
from layers.messages import Messages
from layers.plates import Plate
from layers.render.print import Layout, draw_sheet
from layers.render.print.canvas import finish_pages
from layers.render.print.sheet import quiet

SUBTITLE = 56  # characters; longer words make way for the title of the briefing


def make(
    briefing: Briefing,
    plates: Sequence[Plate],
    t: Messages,
    *,
    review_number: str = "",
    paper: str = "A4",
    say: Callable[[str], None] = quiet,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[bytes, list[str]]:
    """The pages, and what a reader of them cannot see; equal input gives equal bytes.

    Parameters
    ----------
    briefing, plates
        The briefing and its sheets, drawn; at least one.
    t
        Words of the language wanted.
    review_number
        审图号, if a reviewed map was made.
    paper
        ``A4`` or ``A3``, lying.
    say, progress
        Told what is done next, and how many pages of how many are done.
    """
    version, title = plates[0].view.version, briefing.title.said(t.language)
    imprint = stamp.of_briefing(briefing, version, title, review_number)
    papers, notices = [], []
    for number, plate in enumerate(plates, 1):
        progress(number - 1, len(plates))
        short = plate.text and len(plate.text) <= SUBTITLE
        layout = Layout(
            paper=paper,
            title=plate.title,
            subtitle=plate.text if short else title,
            review_number=review_number,
            language=t.language,
        )
        sheet = draw_sheet(plate.view, layout, say)
        left_out = [t("print.text_left_out", most=SUBTITLE)] if plate.text and not short else []
        notices += [f"{number} {plate.title}：{notice}" for notice in (*sheet.notices, *left_out)]
        papers.append(sheet.canvas)
    record = json.dumps(imprint.plain(t.language), ensure_ascii=False, sort_keys=True)
    about: dict[str, str | None] = {"Title": title, "Subject": t("note.version", version=version), "Keywords": record}
    about |= dict.fromkeys(("CreationDate", "Creator", "Producer"))
    content = finish_pages(papers, about)
    progress(len(plates), len(plates))
    return content, notices
