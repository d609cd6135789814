"""One cell changed to anything: the table is read, the other rows stay, nothing else is said."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.paths import DataPaths
from geo.schema import read_package
from geo.tables import read_table
from tests import planting
from tests.tiny.package import build_package

PARKS = read_package(DataPaths().package)["parks"]
COLUMNS = PARKS.columns
cells = st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.text(alphabet='0123456789.-+eE true\r\n",')


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[planting.Row]:
    return planting.read_rows(build_package(tmp_path_factory.mktemp("cells")).root / "projects/parks.csv")


@given(column=st.sampled_from(COLUMNS), value=cells)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
def test_any_cell_leaves_the_other_rows_as_they_are(
    rows: list[planting.Row], tmp_path: Path, column: str, value: str
) -> None:
    changed = [row | {column: value} if row["feature_id"] == "xz-park-002" else row for row in rows]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(changed)
    path = tmp_path / "projects"
    path.mkdir(exist_ok=True)
    (path / "parks.csv").write_bytes(stream.getvalue().encode("utf-8"))
    frame, issues = read_table(tmp_path, PARKS)
    others = [name for name in frame["feature_id"] if name in {"xz-park-001", "xz-park-003", "xz-park-004"}]
    assert others[:1] == ["xz-park-001"]
    assert others[-2:] == ["xz-park-003", "xz-park-004"]
    assert len(frame) == 4 or len(issues) >= 1
