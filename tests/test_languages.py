"""What people read is English or French: all of it is translated, and each hears the language they ask for."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from generate.languages import read
from nachet_datastore import errors
from nachet_datastore.__main__ import main
from nachet_datastore.deploy import Source
from nachet_datastore.importing.legacy_account import Account, Entry
from nachet_datastore.importing.model import Problem, Report
from nachet_datastore.importing.report import as_json, lines, refused
from nachet_datastore.languages import Message, _, language_of, preferred, speaking, told
from nachet_datastore.records import Kind

#: Each text with its translations, more than one where it depends on a number.
MESSAGES = [
    (text, string)
    for message in read(ROOT)
    if message.id
    for text, string in zip(
        [message.id] if isinstance(message.id, str) else message.id,
        [message.string] if isinstance(message.string, str) else message.string or (),
        strict=True,
    )
]


def run(*arguments: str, answer: str | None = None, **environment: str) -> Result:
    return CliRunner().invoke(main, arguments, input=answer, env={"LANGUAGE": "", "LC_ALL": "C", **environment})


# -- the catalogue -----------------------------------------------------------------------------------------------


def test_every_text_is_translated() -> None:
    """Write what is missing into fr.po, and remove the mark `fuzzy` where you have checked a translation."""
    assert [text for text, string in MESSAGES if not string] == []
    assert [message.id for message in read(ROOT) if message.id and message.fuzzy] == []


def _kept(text: str) -> list[str]:
    """What a translation must have as it is: placeholders, code, options, names of variables and of arguments."""
    return sorted(
        set(re.findall(r"\{\w*[^{}]*\}|%\(\w+\)s|`[^`]*`|(?<![\w-])--[a-z-]+|\b[A-Z]+_[A-Z]+\b|\bFILE\b", text))
    )


def test_a_translation_keeps_placeholders_code_and_options() -> None:
    assert [(text, string) for text, string in MESSAGES if string and _kept(text) != _kept(string)] == []


def _untidy(string: str) -> bool:
    """Whether spacing is not that of French: a non-breaking space before : ; ! ? » and after «, none else."""
    string = re.sub(r"`[^`]*`|\b\w+://\S*|%\(\w+\)s|\{[^{}]*\}", "x", string)
    return bool(re.search(r" [:;!?»]|« |[^\W\d_)][:;!?](\s|$)|«(?!\u00a0)|(?<!\u00a0)»|  ", string))


def test_a_translation_is_written_as_french_is() -> None:
    """With its spaces; and a message as in English: in lower case, or with a full stop at its end, or neither."""
    assert [string for _text, string in MESSAGES if _untidy(string)] == []
    assert [
        string for text, string in MESSAGES if text.endswith(".") and string[-1:] not in ".:?" and len(text) > 40
    ] == []
    classes = errors.BY_SQLSTATE.values()
    assert [
        cls for cls in classes if not re.match(r"[a-zàéê]", cls.message_in(cls(), "fr")) or not cls().hint_in("fr")
    ] == []


@pytest.mark.parametrize("text", ["un : deux", "un: deux", "«un»", "« un »", "quoi?", "un\u00a0; deux  trois"])
def test_what_is_not_spaced_as_in_french_is_found(text: str) -> None:
    assert _untidy(text)
    assert not _untidy("un\u00a0: deux\u00a0; «\u00a0trois\u00a0»\u00a0? {a:>3} postgresql://host --option")


# -- the sources -------------------------------------------------------------------------------------------------

#: Calls that print a text or raise what is printed.
SHOWN = {"echo", "secho", "style", "print", "fail", "confirm", "confirmed", "prompt", "bar", "begin", "Table",
         "add_row", "add_column", "UsageError", "BadParameter", "ClickException", "FileError"}  # fmt: skip
TRANSLATED = {"_", "marked", "Message"}


def _name(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _bare(node: ast.AST) -> Iterator[str]:
    """Texts of words that are shown without having been translated."""
    if isinstance(node, ast.Call) and _name(node) in {*TRANSLATED, "dumps", "getattr"}:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if re.search(r"[A-Za-z]{3}", re.sub(r"\[/?\w+\]|\"\w+\":|PostgreSQL", "", node.value)):
            yield node.value
        return
    if isinstance(node, ast.Subscript):  # The key of a value.
        yield from _bare(node.value)
        return
    for below in ast.iter_child_nodes(node):
        if not isinstance(below, ast.keyword) or below.arg in (None, "title", "hint", "message"):
            yield from _bare(below)


def shown_untranslated(text: str) -> list[str]:
    """What a source shows in English alone."""
    return [
        bare
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and _name(node) in SHOWN
        for argument in (*node.args, *(one for one in node.keywords if one.arg in ("title", "hint", "message")))
        for bare in _bare(argument)
    ]


#: The modules that print something for people; those of exporting/formats write files for programs.
MODULES = ("cli/**/*.py", "demo/**/*.py", "importing/**/*.py", "exporting/*.py", "report/*.py", "tables/*.py")
SOURCES = [path for modules in MODULES for path in sorted((ROOT / "py" / "nachet_datastore").glob(modules))]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_is_shown_is_translated(path: Path) -> None:
    """A text for a person stands in ``_("…")``, values come in by ``format``; JSON and names are shown as they are."""
    assert shown_untranslated(path.read_text(encoding="utf-8")) == []


def test_what_is_shown_untranslated_is_found() -> None:
    source = """
        click.echo(f"{number} pictures")
        click.echo(_("{number} pictures").format(number=number) + " more" * many)
        click.echo(f"{one.email} {one['permission']}")
        raise click.UsageError("this goes with --that")
        click.echo(json.dumps(document, default=str))
        Table("box", _("species"), title="Boxes")
    """
    found = shown_untranslated("if True:\n" + source)
    assert found == [" pictures", " more", "this goes with --that", "box", "Boxes"]


def test_every_text_of_the_sources_is_in_the_catalogue() -> None:
    """Also one that stands where the extraction does not look, such as inside an f-string."""
    known = {text for text, _string in MESSAGES}
    for path in sorted((ROOT / "py").glob("**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in TRANSLATED and isinstance(node.args[0], ast.Constant):
                assert node.args[0].value in known, path
    assert {kind.replace("_", " ") for kind in Kind} <= known
    assert {migration.loss for migration in Source().migrations} <= known


# -- which language ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LANG": "fr_CA.UTF-8", "LC_MESSAGES": "en_CA.UTF-8"}, "en"),
        ({"LANG": "en_CA.UTF-8", "LC_MESSAGES": "en_CA", "LC_ALL": "fr"}, "fr"),
        ({"LANG": "en_CA.UTF-8", "LANGUAGE": "de:fr_CA:en"}, "fr"),
        ({"LANG": "fr_CA.UTF-8", "LANGUAGE": "en_CA:fr"}, "en"),
        ({"LANG": "fr_CA.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_environment_says_which_language(environment: dict[str, str], language: str) -> None:
    assert preferred(environment) == language


def test_a_tag_may_name_a_region() -> None:
    assert [language_of(tag) for tag in ("fr", "fr-CA", "FR_ca.UTF-8", "fr-CA;q=0.9", "en-CA", "xx", "")] == [
        *["fr"] * 4,
        *["en"] * 3,
    ]


# -- errors ------------------------------------------------------------------------------------------------------


def test_an_error_is_described_in_the_language_of_who_reads_it() -> None:
    error = errors.UserNotFound({"email": "a@example.org"})
    assert error.describe("fr-CA") == (
        "utilisateur introuvable (email: a@example.org). "
        "Vérifiez l'identifiant ou l'adresse de courriel\u00a0; créez d'abord l'utilisateur."
    )
    assert error.describe(language="en") == error.describe() == error.describe("de")
    assert (str(error), error.message, error.sqlstate) == ("user not found", "user not found", "NX001")


def test_a_hint_may_have_values_in_every_language() -> None:
    error = errors.RolesMissing({"login": "ana"}).at(host="here")
    assert "roles ana`" in error.hint
    assert "roles ana`" in error.hint_in("fr")


def test_what_a_database_of_another_version_says_is_translated_by_its_code() -> None:
    error = errors.UserNotFound(message="no such user", hint="Look again.")
    assert (error.message, error.message_in("en"), error.hint) == ("no such user", "no such user", "Look again.")
    assert error.message_in("fr") == "utilisateur introuvable"


def test_a_block_says_which_language() -> None:
    with speaking("fr"):
        assert _("picture not found") == "image introuvable"
        with speaking("en"):
            assert _("picture not found") == "picture not found"
    assert _("picture not found") == "picture not found"


def test_a_message_is_kept_in_english_and_told_in_the_language_of_who_reads_it() -> None:
    reason = Message("{value!r} is not a whole number", value="{8}")
    assert reason == "'{8}' is not a whole number"
    for same in (reason, copy.copy(reason), copy.deepcopy(reason)):
        with speaking("fr"):
            assert told(same) == "'{8}' n'est pas un nombre entier"
            assert told(Message("{message} ({values})", message=same, values="a: 1")) == (
                "'{8}' n'est pas un nombre entier (a: 1)"
            )
        assert told(same) == same
    assert told("no message") == "no message"


def test_findings_of_an_import_are_told_in_french_and_kept_in_english() -> None:
    problem = Problem("a.yaml", "boxes", "WrongType", Message("it is not a list"), "a.png")
    report = Report(problems=[problem], stopped=True)
    with speaking("fr"):
        assert problem.told() == "a.yaml:boxes\u00a0: ce n'est pas une liste"
        assert list(lines(report)) == ["rien n'est stocké\u00a0; problèmes\u00a0: 1"]
        assert refused([problem], "a.csv").splitlines()[1] == "a.yaml,boxes,WrongType,ce n'est pas une liste,a.png"
        assert '"message": "it is not a list"' in refused([problem], "a.jsonl")
        assert '"message": "it is not a list"' in as_json(report)
        assert str(problem) == "a.yaml:boxes: it is not a list"


def test_the_account_of_a_legacy_import_is_told_in_french_and_written_in_english() -> None:
    file = BytesIO()
    account = Account(file, {})
    account.expect("users", 3)
    account.tell(Entry("users", 1, "merged", Message("same e-mail address")))
    account.tell(Entry("users", 2, "taken", lost=("registration_date", Message("email: not an address"))))
    account.close()
    with speaking("fr"):
        assert list(account.lines()) == [
            "users\u00a0: 3 = 1 repris + 1 fusionnés + 0 refusés, 1 sans compte rendu",
            "    1 fusionnés\u00a0: même adresse de courriel",
            "    1 sans\u00a0: email\u00a0: ce n'est pas une adresse",
            "    1 sans\u00a0: registration_date",
        ]
    assert b'"reasons": {"merged: same e-mail address": 1}' in file.getvalue()


# -- the program -------------------------------------------------------------------------------------------------


def test_the_program_speaks_the_language_of_its_option_and_else_that_of_the_environment() -> None:
    french, english = run("--lang", "fr", "rollback", "--help").stdout, run("rollback", "--help").stdout
    assert english.startswith("Usage: ")
    assert french.startswith("Utilisation\u00a0: ")
    assert "Annuler les migrations après NUMBER" in french
    assert "La dernière migration à garder." in french
    assert "\nOptions\u00a0:\n" in french
    assert run("--help", LC_ALL="fr_CA.UTF-8").stdout == run("--lang", "fr", "--help").stdout
    assert run("--lang", "en", "rollback", "--help", LC_ALL="fr_CA.UTF-8").stdout.startswith("Usage: ")
    assert run("--lang", "de").exit_code == 2


@pytest.mark.parametrize(
    ("command", "begins"),
    [
        ("import-folder", "Importer un répertoire FOLDER d'images"),
        ("import-legacy", "Importer la base de données et les blobs de l'ancien"),
        ("export", "Exporter des spécimens et leurs images dans le répertoire OUT"),
        ("report", "Écrire un rapport en un seul fichier HTML"),
    ],
)
def test_a_command_that_is_imported_late_speaks_the_language_too(command: str, begins: str) -> None:
    english = run(command, "--help").stdout
    assert begins[:22] in run("--lang", "fr", "--help").stdout
    assert begins in re.sub(r"\s+", " ", run("--lang", "fr", command, "--help").stdout)
    assert begins in re.sub(r"\s+", " ", run(command, "--help", LC_ALL="fr_CA.UTF-8").stdout)
    assert run(command, "--help").stdout == english
    assert english.startswith("Usage: ")


def test_errors_are_told_in_french_and_keep_their_exit_codes() -> None:
    wrong = run("--lang", "fr", "deploy", "--json")
    assert (wrong.exit_code, wrong.stderr.splitlines()[-1]) == (2, "Erreur\u00a0: --json va seulement avec --plan")
    refused = run("status", "--database-url", "host=/nowhere", LC_ALL="fr_CA.UTF-8")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("erreur\u00a0: la base de données n'est pas accessible\n  reason: ")
    assert refused.stderr.splitlines()[-1].startswith("conseil\u00a0: Réessayez plus tard")


def test_the_state_of_a_database_is_told_in_french_and_json_stays(database_url: str) -> None:
    told = run("--lang", "fr", "status", "--database-url", database_url)
    assert (told.exit_code, told.stdout.splitlines()[-1]) == (0, "tout est en ordre")
    assert re.search(r"(?m)^migrations +appliquées\u00a0: \d+, en attente\u00a0: 0$", told.stdout)
    plan = ("deploy", "--plan", "--json", "--database-url", database_url)
    assert run("--lang", "fr", *plan).stdout == run(*plan).stdout
    assert '"nothing to do"' in run("--lang", "fr", *plan).stdout
    last = Source().migrations[-1]
    undo = ("--lang", "fr", "rollback", "--to", str(last.number - 1), "--database-url", database_url)
    assert run(*undo, answer="n\n").exit_code == 1
    undone = run(*undo, answer="oui\n")
    assert undone.stdout.startswith(
        f"{last.id}\u00a0: {_(last.loss, 'fr')}\nAnnuler ces migrations\u00a0? [o/N]\u00a0: "
    )
    assert (undone.exit_code, undone.stdout.splitlines()[-1]) == (0, f"annulées\u00a0: {last.id}")
