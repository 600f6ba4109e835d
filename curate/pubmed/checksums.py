"""Files against the MD5 sums that NLM puts beside them, and what tells one file from another."""

import hashlib
import re
from pathlib import Path

from curate.core.errors import BadFile

_PIECE = 1 << 20
_SUM = re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{32}(?![0-9A-Fa-f])")
# "MD5(NAME)= SUM" (NLM, openssl), "MD5 (NAME) = SUM" (BSD), "SUM  NAME" or "SUM *NAME" (md5sum).
_NAMES = (re.compile(r"MD5 ?\((.+)\) ?="), re.compile(r"[0-9A-Fa-f]{32} [ *](.+)"))
_AGAIN = "Get both files again, and import them then."


def checked_digest(path: Path) -> str:
    """
    Return the SHA-256 of a file's bytes, once its MD5 was compared with that in ``FILE.md5``.

    A file without one beside it is not compared. Raises BadFile where the sums differ, where the
    .md5 file holds no sum of this file, and for a file that is absent or can't be read.
    """
    expected = _expected(path)
    mark, digest = hashlib.md5(usedforsecurity=False), hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
                if expected is not None:
                    mark.update(piece)
    except FileNotFoundError as error:
        raise _absent(path, expected) from error
    except OSError as error:
        raise BadFile(f"can't read {path}: {error.strerror or error}") from error
    if expected is not None and mark.hexdigest() != expected:
        raise BadFile(
            f"{path} is damaged: its MD5 is {mark.hexdigest()}, and {sum_file(path).name} says "
            f"{expected}; nothing of it was imported",
            hint=_AGAIN,
        )
    return digest.hexdigest()


def sum_file(path: Path) -> Path:
    """Return where the MD5 sum of a file is kept, as NLM names it."""
    return path.with_name(f"{path.name}.md5")


def _absent(path: Path, expected: str | None) -> BadFile:
    if expected is None:
        return BadFile(f"{path} does not exist")
    return BadFile(
        f"{path} is not here, but {sum_file(path).name} is", hint="Get the file, or drop its .md5."
    )


def _expected(path: Path) -> str | None:
    """Return the sum that the file beside says, in small letters; ``None`` where there is none."""
    beside = sum_file(path)
    try:
        text = beside.read_text("latin-1")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadFile(f"can't read {beside}: {error.strerror or error}") from error
    for line in text.splitlines():
        found = _SUM.search(line)
        names = [n.group(1).strip() for pattern in _NAMES if (n := pattern.match(line.strip()))]
        if found and (not names or Path(names[0]).name == path.name):
            return found.group().lower()
    raise BadFile(f"{beside} holds no MD5 sum of {path.name}", hint=_AGAIN)
