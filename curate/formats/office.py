"""What office documents ask of texts and files: nothing forbidden, always the same bytes."""

import io
import zipfile
from datetime import datetime

from curate.formats.plain import printable

# The first day that a ZIP file can tell; the table's own dates stand in its notes.
WRITTEN = datetime(1980, 1, 1)


def office_text(text: str) -> str:
    """Return text on one line that XML can hold."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if ord(sign) & 0xFFFE == 0xFFFE else sign
        for sign in printable(text)
    )


def without_times(data: bytes) -> bytes:
    """Return a ZIP file with every entry dated alike: the same content is the same file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            plain = zipfile.ZipInfo(entry.filename, WRITTEN.timetuple()[:6])
            plain.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(plain, source.read(entry))
    return out.getvalue()
