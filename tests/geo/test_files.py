from pathlib import Path

import pytest

from geo import files
from geo.errors import ExportError


def test_text_is_written_as_utf8_and_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "图.txt"
    path.write_text("旧", encoding="utf-8")
    files.write_text(path, "新\n")
    assert path.read_bytes() == "新\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_missing_folder_is_an_export_error_and_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="无法写入"):
        files.write_bytes(tmp_path / "nowhere" / "a.txt", b"a")
    assert not list(tmp_path.iterdir())


def test_folder_in_place_of_the_file_leaves_no_partial_file(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.mkdir()
    with pytest.raises(ExportError):
        files.write_bytes(target, b"a")
    assert list(tmp_path.iterdir()) == [target]


def test_file_in_place_of_the_folder_is_an_export_error(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("not a folder", encoding="utf-8")
    with pytest.raises(ExportError):
        files.write_bytes(tmp_path / "folder" / "a.txt", b"a")


def test_write_that_fails_half_way_keeps_the_old_file_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    whole = Path.write_bytes

    def fill_the_disk(self: Path, content: bytes) -> int:
        whole(self, content[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill_the_disk)
    with pytest.raises(ExportError, match="No space left") as raised:
        files.write_bytes(path, b"new content")
    assert "磁盘" in raised.value.remedy
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
