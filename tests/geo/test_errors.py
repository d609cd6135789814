import inspect

import pytest

from geo import errors
from geo.errors import AtlasError

TREE = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, AtlasError)]


@pytest.mark.parametrize("kind", TREE)
def test_error_carries_what_is_wrong_and_what_to_do(kind: type[AtlasError]) -> None:
    error = kind("文件坏了。", "恢复它。")
    assert (error.what, error.remedy) == ("文件坏了。", "恢复它。")
    assert str(error) == "文件坏了。 处理办法：恢复它。"


def test_error_without_remedy_ends_with_what_is_wrong() -> None:
    assert str(AtlasError("文件坏了。")) == "文件坏了。"
