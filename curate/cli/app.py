"""The root command: it assembles, and does nothing itself."""

from typing import Annotated

import typer

from curate.cli import annotations, pack
from curate.cli.add import add
from curate.cli.adjudicate import adjudicate
from curate.cli.agreement import agreement
from curate.cli.audit import audit
from curate.cli.browse import browse
from curate.cli.check import check
from curate.cli.cite import cite
from curate.cli.claims import claims
from curate.cli.coverage import coverage
from curate.cli.decide import decide
from curate.cli.demo import demo
from curate.cli.diff import diff
from curate.cli.duplicates import duplicates
from curate.cli.errors import reports_errors
from curate.cli.fetch import fetch
from curate.cli.figure import figure
from curate.cli.importing import import_
from curate.cli.init import init
from curate.cli.output import emit, prepare_streams
from curate.cli.prisma import prisma
from curate.cli.publish import publish_db
from curate.cli.refresh import refresh
from curate.cli.review import review
from curate.cli.score import score
from curate.cli.screen import screen
from curate.cli.show import show
from curate.cli.status import status
from curate.cli.table import table
from curate.cli.tag import tag
from curate.cli.undo import undo
from curate.cli.update import update
from curate.cli.verify import verify

app = typer.Typer(
    name="curate",
    no_args_is_help=True,
    # Plain help reads the same on a terminal, in a pipe and in the README.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        emit(f"curate {version('curate')}")
        raise typer.Exit


@app.callback(epilog="Start with: curate demo")
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Curate claims from PubMed abstracts into an evidence table."""
    prepare_streams()


def _examples(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


app.command(
    "init", epilog=_examples("curate init my-review", 'curate init "reviews/opioid tolerance"')
)(reports_errors(init))
app.command(
    "fetch",
    epilog=_examples(
        'curate fetch "opioid tolerance AND NMDA" --max 500',
        'curate fetch "hyperalgesia[tiab] AND remifentanil" --since 2020-01 --name oih',
        "curate fetch --pmids list.txt",
        "curate fetch --pmid 17723928 --pmid 8559327",
        "curate fetch --citations references.txt",
        "curate fetch --cites 17723928",
        'curate fetch "opioid tolerance" --dry-run',
    ),
)(reports_errors(fetch))
app.command(
    "update",
    epilog=_examples("curate update", "curate update tolerance --dry-run"),
)(reports_errors(update))
app.command(
    "verify",
    epilog=_examples("curate verify tolerance", "curate verify --listing-only --json"),
)(reports_errors(verify))
app.command(
    "refresh",
    epilog=_examples("curate refresh", "curate refresh --with-claims --older-than 30"),
)(reports_errors(refresh))
app.command(
    "import",
    epilog=_examples(
        "curate import export.xml",
        "curate import citations.nbib library.ris",
        "curate import updatefiles/",
    ),
)(reports_errors(import_))
app.command("tag", epilog=_examples("curate tag", "curate tag --pack ../my-pack"))(
    reports_errors(tag)
)
app.command(
    "screen",
    epilog=_examples(
        "curate screen",
        "curate screen 900000001 900000002 exclude --reason population",
        "curate screen --from verdicts.csv --reviewer Ada",
        "curate screen --disputed",
        "curate screen --adjudicate",
    ),
)(reports_errors(screen))
app.command(
    "claims",
    epilog=_examples(
        "curate claims --mechanism NMDA --role promotes",
        'curate claims --search "spinal glia" --csv > claims.csv',
        "curate claims --standing retracted",
        "curate claims --json > claims.jsonl",
    ),
)(reports_errors(claims))
app.command("show", epilog=_examples("curate show 3f9a", "curate show 3f9a --json"))(
    reports_errors(show)
)
app.command(
    "review",
    epilog=_examples(
        "curate review",
        "curate review --order cell --phenomenon tolerance",
        "curate review --only again",
        "curate review --blind --order random --seed 7 --reviewer Ada",
    ),
)(reports_errors(review))
app.command(
    "decide",
    epilog=_examples(
        "curate decide 3f9a accept",
        "curate decide 3f9a reject --reason direction",
        'curate decide 3f9a correct --set effect=decreases --set agent_text="MK-801"',
        "curate decide 3f9a correct --set role=involved   # the inference alone",
        "curate decide --from evening.csv --reviewer Ada",
    ),
)(reports_errors(decide))
app.command(
    "add",
    epilog=_examples(
        "curate add 17723928",
        'curate add 17723928 -s "glia release" --set mechanism_text=glia \\',
        "    --set effect=increases --set phenomenon_text=hyperalgesia",
    ),
)(reports_errors(add))
app.command("undo", epilog=_examples("curate undo", "curate undo 81c2"))(reports_errors(undo))
app.command(
    "adjudicate",
    epilog=_examples(
        "curate adjudicate --list",
        "curate adjudicate 3f9a accept",
        "curate adjudicate 3f9a --side Ada",
        "curate adjudicate 3f9a correct --set role=involved",
        "curate adjudicate",
    ),
)(reports_errors(adjudicate))
app.command(
    "agreement",
    epilog=_examples("curate agreement", "curate agreement --worklist", "curate agreement --json"),
)(reports_errors(agreement))
app.command(
    "audit",
    epilog=_examples("curate audit spring --size 100", "curate audit spring", "curate audit"),
)(reports_errors(audit))
app.command(
    "table",
    epilog=_examples(
        "curate table",
        "curate table -o table.html",
        "curate table --phenomenon tolerance --source animal --format csv",
        "curate table --view contradictions -o contradictions.docx",
        "curate table --compare tolerance hyperalgesia",
    ),
)(reports_errors(table))
app.command("browse", epilog=_examples("curate browse", "curate browse --port 8080 --no-open"))(
    reports_errors(browse)
)
app.command(
    "figure",
    epilog=_examples(
        "curate figure -o map.svg",
        "curate figure graph tolerance hyperalgesia --top 40 -o graph.png",
        "curate figure compare tolerance hyperalgesia -o compare.svg",
    ),
)(reports_errors(figure))
app.command("prisma", epilog=_examples("curate prisma", "curate prisma -o prisma.svg"))(
    reports_errors(prisma)
)
app.command(
    "cite",
    epilog=_examples(
        "curate cite -o references.bib",
        "curate cite --format vancouver --phenomenon tolerance",
        "curate cite --pmid 17723928 --pmid 8559327 --format ris",
        "curate cite --csl journal.csl -o references.docx",
    ),
)(reports_errors(cite))
app.command(
    "publish-db",
    epilog=_examples("curate publish-db review.db", "curate publish-db review.db --anonymous"),
)(reports_errors(publish_db))
app.command(
    "diff",
    epilog=_examples(
        "curate table --edition 2026-11 -o table.html",
        "curate diff 2026-11",
        "curate diff 2026-11 2027-02 -o changes.md",
    ),
)(reports_errors(diff))
app.command("check", epilog=_examples("curate check", "curate check 2026-11 --json"))(
    reports_errors(check)
)
app.command("status", epilog=_examples("curate status", "curate status --json"))(
    reports_errors(status)
)
app.command(
    "coverage",
    epilog=_examples(
        "curate coverage 17723928",
        "curate coverage 17723928 --references list.txt --json",
        "curate coverage 17723928 --lacking | curate fetch --pmids -",
    ),
)(reports_errors(coverage))
app.command(
    "duplicates", epilog=_examples("curate duplicates", "curate duplicates library.ris --json")
)(reports_errors(duplicates))
app.command("demo", epilog=_examples("curate demo", "curate demo look-around"))(
    reports_errors(demo)
)
app.command(
    "score",
    epilog=_examples(
        "curate score annotations/gold.jsonl",
        "curate score gold.jsonl --articles texts.jsonl --errors",
        "curate score abstracts.xml --as bioscope",
    ),
)(reports_errors(score))
app.add_typer(annotations.app)
app.add_typer(pack.app)
