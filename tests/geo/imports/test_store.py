"""What is kept: idempotent, whole or not at all, taken back without a trace, choices remembered."""

import json
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
from geopandas.testing import assert_geodataframe_equal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import files, frames
from geo.errors import ExportError, UnknownImportError
from geo.frames import Frames
from geo.imports import choices, run, store
from geo.imports.plan import RANK, Plan
from geo.paths import DataPaths
from layers.compose import compose
from layers.export.geojson import layer_geojson
from layers.messages import Messages
from tests.geo.imports import extracts

CITY = "431000"


def _same(first: Frames, second: Frames) -> None:
    assert first.digest == second.digest
    assert first.issues == second.issues
    assert first.geometry_credits == second.geometry_credits
    for name, frame in first.features.items():
        assert_geodataframe_equal(gpd.GeoDataFrame(frame), gpd.GeoDataFrame(second.features[name]))


def _row(loaded: Frames, table: str, feature_id: str) -> dict[str, object]:
    frame = loaded.features[table]
    return {str(key): value for key, value in frame[frame["feature_id"] == feature_id].iloc[0].to_dict().items()}


def test_import_replaces_and_removal_restores(where: DataPaths, folder: Path, traps: Path, plan: Plan) -> None:
    default = frames.load(replace(where, user_data=None), CITY)
    _same(default, frames.load(where, CITY))
    done = run.run(traps, plan, folder)
    brought = frames.load(where, CITY)
    row = _row(brought, "towns", "cz-town-005")
    assert row["accuracy_code"] == "located"
    assert row["geometry_element"] == "osm node/1"
    assert row["geometry_licence"] == "ODbL 1.0"
    assert brought.geometry_credits == ("© OpenStreetMap contributors，ODbL 1.0",)
    assert brought.digest != default.digest
    assert frames.load(where, "430300").geometry_credits == ()
    store.remove(folder, done.manifest.import_id)
    assert not list(folder.iterdir())
    _same(default, frames.load(where, CITY))


def test_same_file_twice_is_one_import(folder: Path, traps: Path, plan: Plan, tmp_path: Path) -> None:
    first = run.run(traps, plan, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = tmp_path / "traps.osm"
    again.write_bytes(traps.read_bytes())
    assert run.run(again, plan, folder).manifest == first.manifest
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_default_exports_do_not_change_and_imports_show_in_them(
    where: DataPaths, folder: Path, traps: Path, plan: Plan
) -> None:
    default = compose(frames.load(where, CITY), Messages("zh"))
    assert b"geometry_origin" not in layer_geojson(default.layer("central_towns"), default)
    run.run(traps, plan, folder)
    for language in ("zh", "en"):
        view = compose(frames.load(where, CITY), Messages(language))  # type: ignore[arg-type]
        content = json.loads(layer_geojson(view.layer("central_towns"), view))
        found = {item["properties"]["feature_id"]: item for item in content["features"]}["cz-town-005"]
        assert found["properties"]["geometry_licence"] == "ODbL 1.0"
        assert found["geometry"] == {"type": "Point", "coordinates": [113.05, 25.62]}
        assert "osm node/1" in found["properties"]["facts"]
        assert any("OpenStreetMap" in note for note in view.notes)


def test_notice_lies_beside_what_comes_from_openstreetmap(folder: Path, traps: Path, plan: Plan) -> None:
    name = run.run(traps, plan, folder).manifest.import_id
    assert "ODbL" in (folder / f"{name}.NOTICE.txt").read_text(encoding="utf-8")
    content = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))
    for feature in content["features"]:
        assert feature["properties"]["geometry_licence"] == "ODbL 1.0"
        assert feature["properties"]["element_id"].startswith("osm ")
        assert feature["properties"]["timestamp"]


def test_a_choice_is_taken_remembered_and_taken_back(where: DataPaths, folder: Path, traps: Path, plan: Plan) -> None:
    name = run.run(traps, plan, folder).manifest.import_id
    assert _row(frames.load(where, CITY), "towns", "cz-town-012")["accuracy_code"] == "county"
    choices.choose(folder, "cz-town-012", "osm node/5")
    assert _row(frames.load(where, CITY), "towns", "cz-town-012")["geometry_element"] == "osm node/5"
    store.remove(folder, name)
    assert _row(frames.load(where, CITY), "towns", "cz-town-012")["accuracy_code"] == "county"
    run.run(traps, plan, folder)
    assert _row(frames.load(where, CITY), "towns", "cz-town-012")["geometry_element"] == "osm node/5"
    choices.choose(folder, "cz-town-012", "")
    assert _row(frames.load(where, CITY), "towns", "cz-town-012")["accuracy_code"] == "county"


def test_a_choice_of_what_is_no_candidate(folder: Path, traps: Path, plan: Plan) -> None:
    run.run(traps, plan, folder)
    with pytest.raises(UnknownImportError, match="osm node/5"):
        choices.choose(folder, "cz-town-012", "osm node/1")


def test_a_damaged_import_is_named_and_not_used(where: DataPaths, folder: Path, traps: Path, plan: Plan) -> None:
    name = run.run(traps, plan, folder).manifest.import_id
    path = folder / f"{name}.geojson"
    path.write_bytes(path.read_bytes()[:-100])
    loaded = frames.load(where, CITY)
    assert [issue.row for issue in loaded.issues if issue.type == "import-damaged"] == [name]
    assert loaded.geometry_credits == ()
    store.remove(folder, name)
    assert not [issue for issue in frames.load(where, CITY).issues if issue.type == "import-damaged"]


def test_nothing_half_written_is_used(
    where: DataPaths, folder: Path, traps: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    default = frames.load(where, CITY)
    write = files.write_bytes

    def full(path: Path, content: bytes) -> None:
        if path.name.endswith(".manifest.json"):
            msg = "磁盘已满。"
            raise ExportError(msg)
        write(path, content)

    monkeypatch.setattr(files, "write_bytes", full)
    with pytest.raises(ExportError):
        run.run(traps, plan, folder)
    _same(default, frames.load(where, CITY))


def test_removing_what_is_not_there(folder: Path) -> None:
    with pytest.raises(UnknownImportError, match="没有编号"):
        store.remove(folder, "nothing")


TOWNS = st.dictionaries(
    st.sampled_from(["良田镇", "柏林镇", "汾市镇", "热水镇", "沙田镇", "流峰镇", "鲁塘镇", "不存在镇"]),
    st.tuples(st.floats(112.3, 114.2), st.floats(24.9, 26.7)),
    min_size=1,
)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(towns=TOWNS)
def test_any_import_can_be_taken_back_and_never_weakens(
    where: DataPaths, folder: Path, plan: Plan, tmp_path: Path, towns: dict[str, tuple[float, float]]
) -> None:
    x = extracts.Extract()
    for name, at in towns.items():
        x.node((round(at[0], 6), round(at[1], 6)), name=name, place="town")
    path = x.write(tmp_path / "any.osm")
    default = frames.load(replace(where, user_data=None), CITY)
    first = run.run(path, plan, folder)
    assert run.run(path, plan, folder).manifest == first.manifest
    brought = frames.load(where, CITY)
    ranks = {code: rank for rank, code in enumerate(RANK)}
    for name, frame in default.features.items():
        before, after = frame["accuracy_code"].map(ranks), brought.features[name]["accuracy_code"].map(ranks)
        assert (after <= before).all()
    store.remove(folder, first.manifest.import_id)
    _same(default, frames.load(where, CITY))
