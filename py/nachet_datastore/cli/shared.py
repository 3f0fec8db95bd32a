"""Common options of the commands, and the output of errors on standard error."""

from __future__ import annotations

import logging
import re
from typing import Any, NoReturn

import click
import psycopg

from ..errors import NachetError, from_server
from ..errors.secrets import redacted
from ..files import replacing, require_writable

database_url = click.option(
    "--database-url", default="", metavar="URL", help="Database URL; default: PGHOST and the like."
)
STORE_HELP = "The blob store: /folder or ./folder, an Azure connection string, or the URL of an Azure account."


def output_file(path: str) -> str:
    """The path of a file to be written, which is not touched yet; - is standard output."""
    try:
        if path != "-":
            require_writable(path)
    except (OSError, ValueError) as error:
        raise click.BadParameter(f"{path!r}: {getattr(error, 'strerror', error)}") from error
    return path


def write_output(path: str, text: str) -> None:
    """Write a text to a file as a whole, or to standard output."""
    if path == "-":
        click.echo(text.encode(), nl=False)
    else:
        with replacing(path) as file:
            file.write(text.encode())


class _Echo(logging.Handler):
    """Prints what the package logs, its progress and its warnings, on standard error."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(redacted(self.format(record)), err=True)


_logger = logging.getLogger(__package__.partition(".")[0])
_logger.setLevel(logging.INFO)
_logger.addHandler(_Echo())


class Group(click.Group):
    """Commands that print errors in a few lines, without a stack trace."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            # An argument too many may be the URL of a database, and nobody knows what a mistyped one has.
            told = re.sub(r"(unexpected extra arguments?) \(.*\)", r"\1", error.message, flags=re.DOTALL)
            vars(error)["message"] = redacted(told)
            raise
        except NachetError as error:
            fail(error.message, error.detail, error.hint)
        except psycopg.Error as error:
            if (known := from_server(error)) is not None:
                fail(known.message, known.detail, known.hint)
            diagnosis = error.diag
            detail = {"sqlstate": error.sqlstate, "detail": diagnosis.message_detail} if error.sqlstate else {}
            fail(diagnosis.message_primary or str(error), detail, diagnosis.message_hint)
        except OSError as error:
            fail(str(error))


def fail(message: str, detail: dict[str, Any] | None = None, hint: str | None = None) -> NoReturn:
    """Print the error and its hint, and end with exit code 1."""
    click.secho(f"error: {redacted(message)}", err=True, fg="red")
    for name, value in redacted(detail or {}).items():
        if value is not None:
            click.echo(f"  {name}: {value}", err=True)
    if hint:
        click.echo(f"hint: {redacted(hint)}", err=True)
    raise click.exceptions.Exit(1)
