"""What ends a command, as a sentence on stderr and an exit code; no traceback.

0 all is well; 1 errors in the data; 2 wrong use, or something that cannot be
read or written; 130 interrupted; 141 the reader of stdout went away.
"""

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from geo.errors import AtlasError

Command = Callable[..., None]
WRONG, INTERRUPTED, NO_READER = 2, 130, 141


def _fail(sentence: str, code: int = WRONG) -> None:
    click.echo(sentence, err=True)
    sys.exit(code)


def _close_stdout() -> None:
    """Keep Python from trying, and complaining, once more at its end where stdout takes nothing."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def in_words(command: Command) -> Command:
    """The command, with whatever stops it said in words."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except AtlasError as error:
            _fail(f"错误：{error}")
        except BrokenPipeError:
            _close_stdout()
            sys.exit(NO_READER)
        except OSError as error:
            _close_stdout()
            place = f"（{error.filename}）" if error.filename else ""
            _fail(f"错误：{error.strerror or error}{place}。 处理办法：检查文件是否存在、可否读写、磁盘是否已满。")
        except MemoryError:
            _fail("错误：内存不足。 处理办法：关闭其他程序，或分图层处理。")
        except KeyboardInterrupt:
            _fail("已中断，没有留下未写完的文件。", INTERRUPTED)
        except Exception as error:
            if os.environ.get("ATLAS_DEBUG"):
                raise
            _fail(
                f"错误：程序未能处理（{type(error).__name__}: {error}）。 "
                "处理办法：设 ATLAS_DEBUG=1 再运行一次，把全部输出告诉维护者。"
            )

    return run
