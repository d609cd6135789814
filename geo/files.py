"""Files are written under a temporary name and moved when whole."""

import os
from contextlib import suppress
from pathlib import Path

from geo.errors import ExportError


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file all at once.

    Raises
    ------
    ExportError
        The folder is missing, not writable or full; no partial file is left.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        msg = f"无法写入 {path}：{error.strerror}。"
        raise ExportError(msg, "检查文件夹是否存在、是否可写、磁盘是否已满。") from error
    finally:
        # Still there after an error or an interruption.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_text(path: Path, content: str) -> None:
    """Write UTF-8 text all at once; see :func:`write_bytes`."""
    write_bytes(path, content.encode("utf-8"))
