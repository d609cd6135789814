"""``python -m app serve`` before it serves: what cannot be done is said, with what to do."""

import importlib
import socket
import sys

import pytest
from click.testing import CliRunner, Result

from app import cli


def run(*args: str) -> Result:
    return CliRunner().invoke(cli.main, ["serve", *args])


def test_port_in_use() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("--port", str(taken.getsockname()[1]))
    assert result.exit_code == 2
    assert "已被占用" in result.stderr
    assert "--port" in result.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--host", "no such host"), "不认识主机 no such host"),
        (("--host", "192.0.2.1", "--port", "0"), "不能在 192.0.2.1 上提供服务"),
        (("--port", "0", "--city", "999999"), "没有代码为 999999 的城市"),
        (("--port", "0", "--lang", "fr"), "没有语言 fr"),
        (("--port", "0", "--cors", "*"), "“*”不是网页来源"),
        (("--port", "0", "--cors", "http://intranet.example/page"), "不带路径"),
    ],
)
def test_what_cannot_be_served_is_said(args: tuple[str, ...], words: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_impossible_port_is_wrong_use() -> None:
    assert run("--port", "70000").exit_code == 2


def test_missing_packages_are_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name == "pygeoapi" or name.startswith(("pygeoapi.", "app.service"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygeoapi", None)
    result = run("--port", "0")
    assert result.exit_code == 2
    assert "没有安装服务所需的软件包 pygeoapi" in result.stderr
    assert "requirements/service.txt" in result.stderr


def test_only_this_machine_is_served_unless_another_address_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    server = importlib.import_module("app.service.server")
    monkeypatch.setattr(server.uvicorn.Server, "run", lambda _self, **_sockets: None)
    quiet = run("--port", "0", "--city", "430300")
    assert quiet.exit_code == 0
    assert "服务地址：http://127.0.0.1:" in quiet.stdout
    assert "警告" not in quiet.stdout
    loud = run("--host", "0.0.0.0", "--port", "0", "--city", "430300")  # noqa: S104  # what is warned of
    assert "警告：服务在 0.0.0.0 上" in loud.stdout
