import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from curate.pubmed.pacing import Timing
from curate.pubmed.shared_pace import SharedPacer, pace_file

ROOT = Path(__file__).parents[2]


@dataclass
class HeldTime:
    """A wall clock that only sleeping moves."""

    now: float = 1_800_000_000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds

    @property
    def timing(self) -> Timing:
        return Timing(monotonic=lambda: self.now, wall=lambda: self.now, sleep=self.sleep)


def test_two_pacers_with_one_file_share_the_pace(tmp_path: Path) -> None:
    time = HeldTime()
    one, two = (SharedPacer(tmp_path / "x.pace", 2.0, time.timing) for _ in range(2))
    one.wait()
    two.wait()
    one.wait()
    assert time.slept == [0.5, 0.5]
    time.now += 60
    two.wait()
    assert time.slept == [0.5, 0.5]


def test_who_was_asked_to_wait_holds_the_others_too(tmp_path: Path) -> None:
    time = HeldTime()
    one, two = (SharedPacer(tmp_path / "x.pace", 2.0, time.timing) for _ in range(2))
    one.hold(9.0)
    two.wait()
    one.wait()
    assert time.slept == [9.0, 0.5]


@pytest.mark.parametrize("text", ["9999999999.0", "-5", "what?", "", "nan"])
def test_a_file_that_makes_no_sense_is_not_waited_for(tmp_path: Path, text: str) -> None:
    time = HeldTime()
    path = tmp_path / "x.pace"
    path.write_text(text, "utf-8")
    pacer = SharedPacer(path, 2.0, time.timing)
    pacer.wait()
    pacer.wait()
    assert time.slept == [0.5]


def test_a_folder_that_cannot_be_used_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    time, told = HeldTime(), list[str]()
    pacer = SharedPacer(tmp_path / "file" / "x.pace", 2.0, time.timing, tell=told.append)
    for _ in range(3):
        pacer.wait()
    assert len(told) == 1
    assert "can't be shared" in told[0]
    assert time.slept == [0.5, 0.5]


def test_the_file_hangs_on_host_and_key_and_tells_neither_key(tmp_path: Path) -> None:
    names = {
        pace_file(tmp_path, base_url=url, api_key=key).name
        for url in ("https://eutils.ncbi.nlm.nih.gov/entrez/eutils/", "http://127.0.0.1:80/")
        for key in (None, "key-one", "key-two")
    }
    assert len(names) == 6
    assert not [name for name in names if "key-one" in name or "key-two" in name]


def test_threads_get_starts_of_their_own(tmp_path: Path) -> None:
    time = HeldTime()
    lock = threading.Lock()
    starts: list[float] = []

    def sleep(seconds: float) -> None:
        with lock:
            starts.append(round(seconds, 3))

    timing = Timing(wall=lambda: time.now, sleep=sleep)
    pacer = SharedPacer(tmp_path / "x.pace", 10.0, timing)
    threads = [threading.Thread(target=pacer.wait) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(starts) == [round(n / 10, 3) for n in range(1, 10)]


def test_processes_keep_one_pace(tmp_path: Path) -> None:
    program = (
        "import sys, time\nfrom pathlib import Path\n"
        "from curate.pubmed.pacing import Timing\n"
        "from curate.pubmed.shared_pace import SharedPacer\n"
        "pacer = SharedPacer(Path(sys.argv[1]), 20.0, Timing())\n"
        "for _ in range(5):\n    pacer.wait()\n    print(time.time())\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "x.pace")]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    starts = sorted(float(t) for p in running for t in p.communicate(timeout=60)[0].split())
    assert [p.returncode for p in running] == [0, 0, 0]
    assert len(starts) == 15
    # 14 gaps of 1/20 s; one may come late, but as a whole they can't be early.
    assert starts[-1] - starts[0] >= 14 / 20 - 0.1
