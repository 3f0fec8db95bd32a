"""Common options of the commands, and the output of errors on standard error."""

from __future__ import annotations

import gettext
import inspect
import logging
import os
import re
from collections.abc import Iterator
from typing import Any, NoReturn

import click
import psycopg

from ..errors import NachetError, from_server
from ..errors.secrets import redacted
from ..files import replacing, require_writable
from ..languages import DOMAIN, FOLDER, LANGUAGES, Language, _, current, preferred, speaking

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
            fail(error.message_in(current()), error.detail, error.hint_in(current()))
        except psycopg.Error as error:
            if (known := from_server(error)) is not None:
                fail(known.message_in(current()), known.detail, known.hint_in(current()))
            diagnosis = error.diag
            detail = {"sqlstate": error.sqlstate, "detail": diagnosis.message_detail} if error.sqlstate else {}
            fail(diagnosis.message_primary or str(error), detail, diagnosis.message_hint)
        except OSError as error:
            fail(str(error))


class Program(Group):
    """The program: it speaks the language of the option ``--lang``, otherwise that of the environment."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._helps: list[tuple[click.Command | click.Option, str]] = []

    def main(self, *args: Any, **options: Any) -> Any:
        environment, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
        # What click itself says is looked up here too.
        gettext.bindtextdomain(DOMAIN, FOLDER)
        gettext.textdomain(DOMAIN)
        self._helps = list(helps(self))
        try:
            with speaking(preferred()):
                self.speak(current())
                return super().main(*args, **options)
        finally:
            self.speak("en")
            gettext.textdomain(domain)
            os.environ.pop("LANGUAGE", None)
            os.environ.update({"LANGUAGE": environment} if environment is not None else {})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The one that click made, perhaps before it was known which language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this message and exit.")
        return option

    def speak(self, language: Language) -> None:
        """Have the texts of click and all help in a language, until the program ends."""
        os.environ["LANGUAGE"] = language
        with speaking(language):
            for thing, text in self._helps:
                thing.help = _(text)

    def add_helps(self, command: click.Command) -> None:
        """Have the help of a command that was imported just now in the current language, until the program ends."""
        self._helps += helps(command)
        self.speak(current())


def helps(command: click.Command) -> Iterator[tuple[click.Command | click.Option, str]]:
    """A command, its options, and those below it: each that has a help text, with that text."""
    for thing in (command, *command.params):
        if isinstance(thing, click.Command | click.Option) and thing.help:
            yield thing, inspect.cleandoc(thing.help)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from helps(below)


def _choose(ctx: click.Context, _option: click.Parameter, language: Language | None) -> None:
    program = ctx.command
    if language is not None and isinstance(program, Program):
        ctx.with_resource(speaking(language))
        program.speak(language)


lang = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=_choose,
    help="Language of what people read; default: LC_ALL, LC_MESSAGES or LANG.",
)


def confirmed(question: str) -> bool:
    """Ask a question; whether the answer is yes, in English or in the current language."""
    asked = _("{question} [y/N]: ").format(question=question)
    answer = click.prompt(asked, default="", show_default=False, prompt_suffix="")
    return answer.strip().lower() in {"y", "yes", *_("y yes").split()}


def fail(message: str, detail: dict[str, Any] | None = None, hint: str | None = None) -> NoReturn:
    """Print the error and its hint, and end with exit code 1."""
    click.secho(_("error: {message}").format(message=redacted(message)), err=True, fg="red")
    for name, value in redacted(detail or {}).items():
        if value is not None:
            click.echo(f"  {name}: {value}", err=True)
    if hint:
        click.echo(_("hint: {hint}").format(hint=redacted(hint)), err=True)
    raise click.exceptions.Exit(1)
