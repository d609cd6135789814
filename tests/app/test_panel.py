import pytest

from app.panel import plain


@pytest.mark.parametrize(
    "text",
    [
        "**bold**",
        "# heading",
        "- item",
        "1. item",
        "1) item",
        "> quote",
        "`code`",
        "[name](http://example.org)",
        "![picture](x)",
        "<img src=x onerror=alert(1)>",
        "&lt;b&gt;",
        "~~gone~~",
        "a | b",
        "$x^2$",
        ":red[red]",
        ":material/home:",
        "a_b_c",
        "\\*",
    ],
)
def test_every_mark_of_markdown_is_escaped(text: str) -> None:
    marks = [mark for mark in text if mark in "*#-.)>`[]!<&~|$:_\\("]
    assert marks
    escaped = plain(text)
    assert escaped != text
    assert escaped.replace("\\" * 2, "\0").replace("\\", "").replace("\0", "\\") == text


def test_chinese_words_stay_as_they_are() -> None:
    assert plain("一核两廊三点，“大十字”") == "一核两廊三点，“大十字”"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_stays_on_one_line(end: str) -> None:
    assert "\n" not in plain(f"一{end}二")
    assert "\r" not in plain(f"一{end}二")
