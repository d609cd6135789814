import shutil
from io import BytesIO
from pathlib import Path

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont

from geo.errors import FontMissingError
from layers.render import fonts
from layers.render.fonts import Face

DEJAVU = Path(mpl.get_data_path()) / "fonts/ttf/DejaVuSans.ttf"


@pytest.fixture(scope="module")
def regular() -> Face:
    return fonts.find()[0]


def test_no_font_says_what_to_install_and_which_variable_to_set(tmp_path: Path) -> None:
    with pytest.raises(FontMissingError) as caught:
        fonts.find({}, [tmp_path])
    assert "fonts-noto-cjk" in caught.value.remedy
    assert "ATLAS_FONT" in caught.value.remedy


def test_a_folder_that_is_not_there_holds_no_font(tmp_path: Path) -> None:
    assert fonts.installed([tmp_path / "none"]) == {}


@pytest.mark.parametrize("content", [b"", b"this is no font", b"ttcf", b"\x00\x01\x00\x00" + b"\xff" * 60])
def test_a_file_that_is_no_font_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "own.ttf"
    path.write_bytes(content)
    with pytest.raises(FontMissingError, match=r"own\.ttf"):
        fonts.find({"ATLAS_FONT": str(path)}, [])


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FontMissingError, match=r"none\.ttf"):
        fonts.find({"ATLAS_FONT": str(tmp_path / "none.ttf")}, [])


def test_a_font_without_chinese_letters_is_refused() -> None:
    with pytest.raises(FontMissingError, match="没有中文字形"):
        fonts.find({"ATLAS_FONT": str(DEJAVU)}, [])


def test_a_damaged_font_with_a_known_name_does_not_hide_the_reason(tmp_path: Path) -> None:
    (tmp_path / "msyh.ttc").write_bytes(b"damaged")
    with pytest.raises(FontMissingError, match=r"msyh\.ttc"):
        fonts.find({}, [tmp_path])


def test_a_font_named_by_the_variable_is_used_whatever_its_name(tmp_path: Path, regular: Face) -> None:
    own = tmp_path / f"名称 own{regular.path.suffix}"
    shutil.copy(regular.path, own)
    assert fonts.find({"ATLAS_FONT": str(own)}, [])[0].path == own


def test_a_collection_gives_the_letter_forms_of_mainland_china(regular: Face) -> None:
    if regular.path.suffix == ".ttc":
        assert any(sign in regular.name for sign in (" SC", " CN", " GB", "YaHei", "SimSun", "WenQuanYi"))
    assert "Mono" not in regular.name


def test_cut_font_holds_the_letters_asked_for_as_truetype_and_no_more(regular: Face) -> None:
    letters = "郴州市100 km²（图例）"
    made = TTFont(BytesIO(fonts.cut((regular, fonts.spare()), letters, "Own", "Regular")))
    assert {chr(code) for code in made.getBestCmap()} == set(letters)
    assert "glyf" in made
    assert made["hmtx"]["u90F4"][0] == round(regular.width("郴") * 1000)
    assert made["glyf"]["u90F4"].numberOfContours >= 1
    assert made["OS/2"].usWeightClass


def test_cut_takes_what_one_face_lacks_from_the_next(regular: Face) -> None:
    sign = "\u2c64"  # in DejaVu, in few Chinese fonts
    assert sign in fonts.spare()
    made = TTFont(BytesIO(fonts.cut((regular, fonts.spare()), sign, "Own", "Regular")))
    assert made["glyf"]["u2C64"].numberOfContours > 0


def test_equal_letters_give_equal_bytes_in_any_order(regular: Face) -> None:
    one, other = (fonts.cut((regular,), letters, "Own", "Regular") for letters in ("郴县图", "图县郴郴"))
    assert one == other


def test_a_face_knows_how_wide_its_letters_are(regular: Face) -> None:
    assert regular.width("郴") == pytest.approx(1.0, abs=0.1)
    face = regular if "M" in regular else fonts.spare()
    assert 0.1 < face.width("i") < face.width("M") < 1.1
