from pathlib import Path

import pytest

from curate.core.audit import Audit, draw
from curate.core.errors import BadFile
from curate.formats.audit_files import AuditFiles, audit_lines
from tests.decided import at
from tests.evidence import Said

AUDIT = Audit(
    name="spring",
    seed=5,
    drawn_at=at(0),
    identity="tagger-one",
    population=9,
    claims=draw([Said(number=n).claim() for n in range(9)], 3, seed=5),
)


@pytest.fixture
def files(tmp_path: Path) -> AuditFiles:
    """Return a folder with one audit in it."""
    found = AuditFiles(tmp_path / "annotations")
    found.write(AUDIT)
    return found


def test_an_audit_is_a_line_and_a_line_a_claim(files: AuditFiles) -> None:
    lines = files.path("spring").read_text("utf-8").splitlines()
    assert len(lines) == 4
    assert lines[0].startswith('{"kind": "audit", "name": "spring", "seed": 5,')
    assert files.read() == [AUDIT]


def test_what_is_written_down_stays(files: AuditFiles) -> None:
    path = files.path("spring")
    before = path.stat()
    files.write(AUDIT)
    assert path.stat() == before
    assert path.read_bytes() == audit_lines(AUDIT).encode()


def test_a_folder_without_audits(tmp_path: Path) -> None:
    assert AuditFiles(tmp_path).read() == []
    assert AuditFiles(tmp_path / "absent").read() == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda lines: lines[1:], "line 1: kind 'audit-claim' is out of place"),
        (lambda lines: [*lines, lines[0]], "line 5: kind 'audit' is out of place"),
        (lambda lines: lines[:-1], "2 claims follow, not the 3"),
        (lambda lines: [lines[0], "<<<<<<< HEAD", *lines[1:]], "line 2: merge conflict mark"),
        (lambda lines: [lines[0], lines[1][:-9]], "line 2: broken JSON"),
        (lambda _: [], "holds no audit"),
        (lambda lines: [lines[0].replace('"seed": 5', '"seed": "5"'), *lines[1:]], "a field"),
        (lambda lines: [lines[0].replace("spring", "autumn"), *lines[1:]], "holds the audit 'aut"),
    ],
    ids=range(8),
)
def test_a_broken_file_is_named(files: AuditFiles, change: object, message: str) -> None:
    path = files.path("spring")
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(change(lines)), "utf-8")  # type: ignore[operator]
    with pytest.raises(BadFile, match=message):
        files.read()


def test_a_folder_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "annotations").write_text("a file")
    with pytest.raises(BadFile, match="can't be written") as caught:
        AuditFiles(tmp_path / "annotations").write(AUDIT)
    assert "annotations export" in caught.value.hint
