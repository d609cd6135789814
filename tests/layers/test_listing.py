from geo.frames import Frames
from layers import compose, listing
from layers.messages import Messages
from layers.model import MapView

ZH = Messages("zh")


def whole(view: MapView) -> MapView:
    return compose.show(view, [layer.layer_id for layer in view.layers])


def test_tables_say_what_the_map_says(tiny_frames: Frames, tiny_view: MapView) -> None:
    view = whole(tiny_view)
    drawn, missing = listing.drawn(view, tiny_frames, ZH), listing.missing(view, tiny_frames, ZH)
    assert list(drawn.columns) == listing.COLUMNS == list(missing.columns)
    for table, rows in ((drawn, "frame"), (missing, "unlocated")):
        ids = [(layer.layer_id, row) for layer in view.shown() for row in getattr(layer, rows)["feature_id"]]
        assert list(zip(table["layer_id"], table["feature_id"], strict=True)) == ids
        assert (table["document"] != "").all()
        assert table[["status", "counties", "accuracy_code"]].notna().all().all()


def test_only_visible_layers_are_listed_and_none_is_an_empty_table(tiny_frames: Frames, tiny_view: MapView) -> None:
    nothing = compose.show(tiny_view, ())
    assert list(listing.drawn(nothing, tiny_frames, ZH).columns) == listing.COLUMNS
    assert listing.drawn(nothing, tiny_frames, ZH).empty


def test_counties_are_listed_with_target_and_count(tiny_frames: Frames, tiny_view: MapView) -> None:
    view = whole(tiny_view)
    table = listing.counties(view, tiny_frames, ZH).set_index("feature_id")
    assert list(table.index) == list(tiny_frames.counties["area_code"])
    inside = [codes for layer in view.shown() for codes in layer.frame["area_codes"]]
    for code, count in table["features"].items():
        assert count == sum(code in codes for codes in inside)
    targets = tiny_view.layer("town_targets").frame
    for label, codes in zip(targets["label"], targets["area_codes"], strict=True):
        for code in codes:
            assert label in table.loc[code, "target"]
            assert table.loc[code, "target"].startswith("合计（") == (len(codes) > 1)
