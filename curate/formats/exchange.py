"""The formats of annotation tools, written to files and read from them."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from curate.core.errors import BadFile, UsageError
from curate.core.sheet import Sheet
from curate.formats import brat, brat_settings, inception, web_annotation


class ExchangeFormat(StrEnum):
    """What annotation tools read and write."""

    BRAT = "brat"
    WEB_ANNOTATION = "web-annotation"
    INCEPTION = "inception"


def write_folder(
    kind: ExchangeFormat, sheets: Iterable[Sheet], path: Path, *, phenomena: Sequence[str]
) -> None:
    """
    Write records into a new folder, whole or not at all.

    ``phenomena`` are the concepts that brat offers. Raises UsageError for a folder that holds
    anything: an annotator's work may be in it. Raises BadFile for what can't be written.
    """
    check_new(path)
    if kind is ExchangeFormat.BRAT:
        _write_all(_brat_files(sheets, phenomena), path)
    else:
        _write_all(_inception_files(sheets), path)


def write_file(sheets: Iterable[Sheet], path: Path, *, generator: str) -> None:
    """Write records as one Web Annotation file, whole or not at all; raise as ``write_folder``."""
    check_new(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".curate-") as folder:
            part = Path(folder) / path.name
            with part.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(web_annotation.collection_lines(sheets, generator))
            part.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error


def read_back(kind: ExchangeFormat, paths: Sequence[Path]) -> Iterator[Sheet]:
    """
    Yield the records of files and folders, in the order of their names.

    Raises BadFile, naming file and line, for what can't be read.
    """
    for path in paths:
        if not path.exists():
            raise BadFile(
                f"{path}: there is no such file or folder",
                hint="Name what came back from the tool.",
            )
        if kind is ExchangeFormat.BRAT:
            yield from map(brat.read_sheet, _ann_files(path))
        elif kind is ExchangeFormat.WEB_ANNOTATION:
            yield from web_annotation.read_sheets(path)
        else:
            yield from inception.read_sheets(path)


def check_new(path: Path) -> None:
    """Raise UsageError where something is in the way that may be an annotator's work."""
    if path.is_dir() and not any(path.iterdir()):
        return
    if path.exists() or path.is_symlink():
        raise UsageError(
            f"{path} is there already, and may hold an annotator's work; nothing was written",
            hint="Name a new folder or file.",
        )


def _brat_files(sheets: Iterable[Sheet], phenomena: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield "annotation.conf", brat_settings.annotation_conf(phenomena)
    yield "visual.conf", brat_settings.visual_conf()
    for sheet in sheets:
        yield f"{sheet.pmid}{brat.TXT}", sheet.text or ""
        yield f"{sheet.pmid}{brat.ANN}", brat.ann_text(sheet)


def _inception_files(sheets: Iterable[Sheet]) -> Iterator[tuple[str, str]]:
    types = inception.type_system()
    yield inception.TYPES, inception.type_system_xml()
    for sheet in sheets:
        yield f"{sheet.pmid}{inception.XMI}", inception.xmi_text(sheet, types)


def _write_all(files: Iterable[tuple[str, str]], path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(dir=path.parent, prefix=".curate-"))
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        for name, text in files:
            (part / name).write_text(text, encoding="utf-8", newline="\n")
        # A temporary folder is private; this one gets the rights a plain new folder would have.
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o777 & ~mask)
        if path.is_dir():
            path.rmdir()
        part.rename(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _ann_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(path.glob(f"*{brat.ANN}"))
    if not found:
        raise BadFile(
            f"{path}: there is no {brat.ANN} file in it",
            hint="Name the folder in which the records of brat lie.",
        )
    return found


def _unwritable(path: Path, error: OSError) -> BadFile:
    return BadFile(f"{path}: can't be written: {error}", hint="Name another place with -o.")
