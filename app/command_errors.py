"""Errors of the atlas as a sentence on stderr and exit code 2."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from geo.errors import AtlasError

Command = Callable[..., None]


def in_words(command: Command) -> Command:
    """The command, with what it raises on purpose said in words."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except AtlasError as error:
            click.echo(f"错误：{error}", err=True)
            sys.exit(2)

    return run
