"""The service as a process: an address that is free, the data read, uvicorn until it is stopped."""

import errno
import ipaddress
import logging
import re
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress

import uvicorn

from app.service.holdings import Library
from app.service.web import application
from geo.errors import ServiceError
from geo.paths import DataPaths
from layers.messages import Messages

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-]+(:\d{1,5})?|https?://\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


def check_origins(origins: Sequence[str]) -> None:
    """Refuse what is no origin of a web page.

    Raises
    ------
    ServiceError
        It has a path, no scheme, or stands for every page there is.
    """
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            msg = f"“{origin}”不是网页来源。"
            raise ServiceError(msg, "写成 http://主机 或 http://主机:端口，不带路径；要几个来源就写几次 --cors。")


def bind(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    Raises
    ------
    ServiceError
        The host is none of this machine, or the port is taken or not allowed.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except (socket.gaierror, UnicodeError) as error:
        msg = f"不认识主机 {host}。"
        raise ServiceError(msg, "用本机的名称或地址；只给本机用就去掉 --host。") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            msg = f"端口 {port} 已被占用。"
            raise ServiceError(msg, "停掉占用它的程序，或用 --port 换一个端口（0 为任一空闲端口）。") from error
        if error.errno == errno.EACCES:
            msg = f"没有权限使用端口 {port}。"
            raise ServiceError(msg, "用 1024 以上的端口。") from error
        msg = f"不能在 {host} 上提供服务：{error.strerror}。"
        raise ServiceError(msg, "--host 须是本机的地址；只给本机用就去掉它。") from error


def is_local(host: str) -> bool:
    """Whether an address is that of this machine alone."""
    return ipaddress.ip_address(host.partition("%")[0]).is_loopback


def address(host: str, port: int) -> str:
    """The address as a browser on this machine takes it."""
    if ipaddress.ip_address(host.partition("%")[0]).is_unspecified:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(
    where: DataPaths,
    cities: Sequence[str],
    t: Messages,
    host: str,
    port: int,
    origins: Sequence[str],
    say: Callable[[str], None],
) -> None:
    """Serve until interrupted; ``say`` is given the address once questions are answered.

    Raises
    ------
    AtlasError
        The address, an origin, a city or the data cannot be used.
    """
    check_origins(origins)
    # It reports every refused question; those are answered in words.
    logging.getLogger("pygeoapi").setLevel(logging.CRITICAL)
    with bind(host, port) as listener:
        bound, taken = listener.getsockname()[:2]
        library = Library(where, cities, t)
        local = is_local(bound)
        # From elsewhere it may be called by any name that leads here.
        hosts = ("127.0.0.1", "localhost", "[::1]", host) if local else ()
        web = application(library, origins, hosts)
        if not local:
            say(f"警告：服务在 {host} 上，同一网络的人用本机的地址都能读取，没有口令。只给本机用就去掉 --host。")
        say(f"服务地址：{address(bound, taken)}（{len(library.current().collections)} 个图层）。按 Ctrl+C 停止。")
        config = uvicorn.Config(web, log_level="warning", access_log=False, lifespan="off", server_header=False)
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
