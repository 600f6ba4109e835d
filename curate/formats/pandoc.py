"""Any citation style of the world, by pandoc and a .csl file, where pandoc is installed."""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from curate.core.bibliography import Entry
from curate.core.errors import BadFile, ConfigurationError
from curate.core.source_standing import Standing
from curate.formats.csl_json import csl_item

PANDOC = "pandoc"
OLDEST = (2, 11)
ALL_CITED = "---\nnocite: '@*'\n---\n"
RETRACTED_TITLE = "[Retracted]"

_CSL_NAMESPACE = "http://purl.org/net/xbiblio/csl"
_PARENT = re.compile(r"""<link\b[^>]*?\brel\s*=\s*["']independent-parent["'][^>]*>""")
_ADDRESS = re.compile(r"""\bhref\s*=\s*["']([^"']*)["']""")
_VERSION = re.compile(r"pandoc\S*\s+(\d+)\.(\d+)")


def check_style(csl: Path) -> None:
    """
    Raise BadFile for what is no CSL style, or only refers to one.

    Pandoc would look for the style that a dependent one refers to on the network.
    """
    try:
        text = csl.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise BadFile(f"{csl} is no CSL style: it is no text in UTF-8") from error
    if "<style" not in text or _CSL_NAMESPACE not in text:
        raise BadFile(
            f"{csl} is no CSL style", hint="Styles (.csl) are at https://www.zotero.org/styles"
        )
    if link := _PARENT.search(text):
        address = _ADDRESS.search(link.group())
        raise BadFile(
            f"{csl} holds no rules: it refers to another style",
            hint=f"Get that one: {address[1]}" if address else "Get the style that it names",
        )


def format_with_style(entries: Iterable[Entry], csl: Path, *, to: str) -> bytes:
    """
    Return the list that a CSL style makes of the entries, in one of pandoc's output formats.

    The style decides on the order. Retracted records are marked in their titles, since few styles
    print a note. Raises ConfigurationError where pandoc is absent or too old, BadFile for a style
    that can't be used.
    """
    check_style(csl)
    program = _program()
    items = [_marked(entry) for entry in entries]
    with tempfile.TemporaryDirectory(prefix="curate-") as folder:
        references = Path(folder) / "references.json"
        references.write_text(json.dumps(items, ensure_ascii=False), "utf-8")
        arguments = [
            *(program, "--from", "markdown", "--to", to, "--standalone", "--wrap", "none"),
            *("--citeproc", "--csl", str(csl.resolve()), "--bibliography", str(references)),
            *("--metadata", "pagetitle=References", "--output", "-"),
        ]
        asked = ALL_CITED.encode()
        done = subprocess.run(arguments, input=asked, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        reason = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise BadFile(f"pandoc could not use {csl}: {reason[:300]}", hint="Try another style")
    return done.stdout


def _program() -> str:
    program = shutil.which(PANDOC)
    hint = "Install it (https://pandoc.org; Debian: apt install pandoc), or use --format"
    if program is None:
        raise ConfigurationError("--csl needs pandoc, and pandoc is not installed", hint=hint)
    told = subprocess.run([program, "--version"], capture_output=True, check=False, text=True)  # noqa: S603
    found = _VERSION.search(told.stdout)
    if found is None or tuple(map(int, found.groups())) < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        raise ConfigurationError(f"{program} is older than pandoc {wanted}", hint=hint)
    return program


def _marked(entry: Entry) -> dict[str, object]:
    article = entry.article
    retracted = entry.reference.standing is Standing.RETRACTED
    if not retracted or article.title.casefold().startswith(("retracted", "[retracted")):
        return csl_item(entry)
    title = f"{RETRACTED_TITLE} {article.title}"
    return csl_item(replace(entry, article=replace(article, title=title)))
