"""What tagging says on stderr."""

import pytest

from curate.cli.tag import tell_tag
from curate.core.attachment import Hold
from curate.core.claim import Attachment
from curate.core.ports import Reattached
from curate.workflow.reports import TagReport
from tests.decided import decision


@pytest.mark.parametrize("attachment", Attachment)
def test_tag_says_how_to_look_again_at_what_it_reads_otherwise(
    attachment: Attachment, capsys: pytest.CaptureFixture[str]
) -> None:
    act = decision()
    hung = Reattached(decision=act, before=None, after=Hold(act.claim_id, attachment))
    tell_tag(TagReport(identity="one", read=1, reattached=(hung,)), quiet=False)
    told = "curate review --only again" in capsys.readouterr().err
    assert told is (attachment is Attachment.CHANGED)
