"""
How fast PubMed XML is read, beside Bio.Entrez and pubmed_parser, on the same records in one run.

``python -m tests.bench.parse_rates FILE... [--records N]``: the first N records of each file (all
of them with 0), unpacked, each reader in a process of its own. It prints records a second, the
ratio to ours and the peak of memory, and asserts nothing. ``pip install pubmed_parser`` adds that
row; Bio.Entrez reads a whole file into memory, so that 20,000 records take it two gigabytes.
"""

import argparse
import gzip
import importlib.util
import multiprocessing
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_END = re.compile(rb"</PubmedArticle>\s*")
_RECORD_START = b"<PubmedArticle>"


@dataclass(frozen=True, slots=True)
class Measured:
    """One reader's run: records read, seconds of processor time, megabytes at the peak."""

    records: int
    seconds: float
    megabytes: float

    @property
    def rate(self) -> float:
        """Return records a second."""
        return self.records / self.seconds


def _ours(path: Path) -> int:
    from curate.core.article import Article
    from curate.pubmed.files import open_records

    return sum(isinstance(item, Article) for item in open_records(path))


def _entrez(path: Path) -> int:
    from Bio import Entrez

    with path.open("rb") as stream:
        return len(Entrez.read(stream)["PubmedArticle"])


def _pubmed_parser(path: Path) -> int:
    import pubmed_parser  # type: ignore[import-not-found, unused-ignore]

    found = pubmed_parser.parse_medline_xml(str(path), year_info_only=False)
    return sum(not item.get("delete") for item in found)


def _run(
    reader: Callable[[Path], int], path: Path, answer: "multiprocessing.Queue[Measured]"
) -> None:
    start = time.process_time()
    records = reader(path)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer.put(Measured(records, seconds, peak))


def measure(reader: Callable[[Path], int], path: Path) -> Measured:
    """Run one reader over one file in a fresh process."""
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    process = context.Process(target=_run, args=(reader, path, answer))
    process.start()
    measured: Measured = answer.get()
    process.join()
    return measured


def _pieces(path: Path, most: int) -> Iterator[bytes]:
    """Yield the document up to the end of so many records, and an end for it."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if most:
        ends = (found.end() for found in _END.finditer(data))
        last = next((end for number, end in enumerate(ends, start=1) if number == most), None)
        if last is not None:
            data = data[:last] + b"</PubmedArticleSet>\n"
    # Bio.Entrez takes no DTD address but https; the 2020 baseline has http.
    head, start, rest = data.partition(_RECORD_START)
    yield head.replace(b'"http://', b'"https://')
    yield start
    yield rest


def _report(title: str, measured: Measured, ours: Measured) -> None:
    ratio = measured.rate / ours.rate
    sys.stdout.write(
        f"  {title:<28}{measured.records:>8,}{measured.rate:>10,.0f}/s"
        f"{ratio:>8.2f}x{measured.megabytes:>8,.0f} MB\n"
    )


def _prepare(source: Path, most: int, plain: Path, packed: Path) -> None:
    with plain.open("wb") as target, gzip.open(packed, "wb", 1) as second:
        for piece in _pieces(source, most):
            target.write(piece)
            second.write(piece)


def _compare(source: Path, most: int, folder: Path) -> None:
    plain, packed = folder / "records.xml", folder / "records.xml.gz"
    # In a process of its own as well: a child's peak of memory begins at its parent's size.
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_prepare, args=(source, most, plain, packed))
    process.start()
    process.join()
    sys.stdout.write(f"{source.name} ({plain.stat().st_size / 1e6:.0f} MB of XML read)\n")
    ours = measure(_ours, plain)
    _report("curate", ours, ours)
    _report("curate, from .gz", measure(_ours, packed), ours)
    _report("Bio.Entrez.read", measure(_entrez, plain), ours)
    if importlib.util.find_spec("pubmed_parser") is None:
        sys.stdout.write("  pubmed_parser is not installed: pip install pubmed_parser\n")
    else:
        _report("pubmed_parser, from .gz", measure(_pubmed_parser, packed), ours)


def main(arguments: list[str]) -> int:
    """Compare the readers on each file."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.parse_rates")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--records", type=int, default=5_000, help="0 for all; default 5,000")
    given = parser.parse_args(arguments)
    for source in given.files:
        with tempfile.TemporaryDirectory() as folder:
            _compare(source, given.records, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
