"""What a planner sees when a part of the page fails."""

from streamlit.testing.v1 import AppTest

from layers.messages import Messages


def refused() -> None:
    import streamlit as st  # noqa: PLC0415  # AppTest runs this function as a script of its own

    from app.guard import guarded  # noqa: PLC0415
    from geo.errors import BoundaryError  # noqa: PLC0415
    from layers.messages import Messages  # noqa: PLC0415

    with guarded(Messages("zh")):
        what = "边界文件没有坐标系。"
        raise BoundaryError(what, "补上 .prj。")
    st.write("the rest")


def unforeseen() -> None:
    import streamlit as st  # noqa: PLC0415

    from app.guard import guarded  # noqa: PLC0415
    from layers.messages import Messages  # noqa: PLC0415

    with guarded(Messages("zh")):
        st.write({}["secret-detail"])
    st.write("the rest")


def test_error_of_the_atlas_is_shown_in_words_and_the_page_goes_on() -> None:
    app = AppTest.from_function(refused).run()
    assert [error.value for error in app.error] == ["边界文件没有坐标系。\n\n补上 .prj。"]
    assert not app.exception
    assert [part.value for part in app.markdown] == ["the rest"]


def test_unforeseen_error_is_one_calm_sentence_without_its_details() -> None:
    app = AppTest.from_function(unforeseen).run()
    assert [error.value for error in app.error] == [Messages("zh")("error.unexpected", name="KeyError")]
    assert not app.exception
    assert [part.value for part in app.markdown] == ["the rest"]
