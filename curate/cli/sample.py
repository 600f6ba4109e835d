"""Where the sample corpus is: in the wheel, or in the checkout that curate runs from."""

from dataclasses import dataclass
from pathlib import Path

import curate
from curate.core.errors import ConfigurationError

RECORDS = "sample.xml"
GOLD = "sample.gold.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The invented records, and the claims that readers found in them."""

    records: Path
    gold: Path


def find_sample(package: Path | None = None) -> Sample:
    """
    Return the sample's files; raise ConfigurationError where an installation lacks them.

    ``package`` is the folder of the package ``curate``, the running one where not given.
    """
    package = package or Path(curate.__file__).parent
    packed, checkout = package / "sample", package.parent
    places = (
        Sample(records=packed / RECORDS, gold=packed / GOLD),
        Sample(
            records=checkout / "corpus" / "sample" / RECORDS,
            gold=checkout / "annotations" / GOLD,
        ),
    )
    for sample in places:
        if sample.records.is_file() and sample.gold.is_file():
            return sample
    raise ConfigurationError(
        "the sample corpus is not where it should be", hint="Install curate again"
    )
