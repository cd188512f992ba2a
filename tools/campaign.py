"""The long part of the tests of trust: damaged files, random texts, killed writers, growth. See docs/security.md.

    make campaign                      # minutes; CAMPAIGN_ARGS="--seed 7 --each 2000" for more

It is seeded: the same numbers make the same inputs. Its figures are printed; it fails where anything but one of
Companion's own errors came out, where a file that was acknowledged is not whole, or where work is not linear.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from temporary import own_folder  # noqa: E402

_FOLDER = own_folder("companion-campaign-")
tempfile.tempdir = os.environ["TMPDIR"] = str(_FOLDER)
for _name in (
    "COMPANION_CACHE_DIR",
    "COMPANION_DATA_DIR",
    "ARGOS_PACKAGES_DIR",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
):
    os.environ[_name] = f"{_FOLDER}/{_name.lower()}"

_ADD = """
import sys
from companion.files import change_text
for n in range(10**6):
    change_text(sys.argv[1], lambda before: (before or b"").decode() + f"{n:06}\\n")
    print(n, flush=True)
"""


def files(seed: int, each: int) -> int:
    """Damaged files of every format."""
    from trust.samples import samples
    from trust.test_damage import damaged, outcome

    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, data in samples().items():
            if not data:
                continue
            read = told = 0
            causes: collections.Counter[str] = collections.Counter()
            for n in range(each if name != "a.argosmodel" else each // 20):
                try:
                    line = outcome(name, damaged(data, seed * 1_000_003 + n), Path(folder))
                except Exception as error:
                    failures += 1
                    causes[f"{type(error).__name__}: {error}"[:90]] += 1
                    continue
                read, told = read + (line == ""), told + (line != "")
            print(
                f"damaged {name}: {read} read, {told} told, {sum(causes.values())} broke {dict(causes) or ''}",
                flush=True,
            )
    return failures


def texts(seed: int, count: int) -> int:
    """Random texts through reading and every output."""
    from trust.test_outputs import EVIL, written

    import companion
    from companion.errors import CompanionError

    chance, failures, refused = random.Random(seed), 0, 0
    signs = (
        "電騙警方昨日拘捕三名疑犯的了一二三十百千萬億年月日點%％，。「」『』（）《》！？…—、 \\n\\t\\u3000aZ9.,:/-"
        + EVIL
    )
    with tempfile.TemporaryDirectory() as folder:
        for n in range(count):
            text = "".join(chance.choice(signs) for _ in range(chance.randrange(1, 200)))
            try:
                article = companion.read_text(text, translator=None if n % 2 else "gloss")
                if n % 25 == 0:
                    written(article, Path(folder))
            except CompanionError:
                refused += 1
            except Exception as error:
                failures += 1
                print(f"text {n}: {type(error).__name__}: {error}: {text!r}"[:300])
    print(f"random texts: {count}, {refused} refused, {failures} broke", flush=True)
    return failures


def killed(seed: int, count: int) -> int:
    """Writers that are killed at any moment: what they said was done is there, whole, and nothing is left over."""
    chance, failures, acknowledged = random.Random(seed), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "own.csv"
        for _ in range(count):
            start = file.read_text().count("\n") if file.exists() else 0
            writer = subprocess.Popen(
                [sys.executable, "-c", _ADD, str(file)], stdout=subprocess.PIPE, text=True, cwd=ROOT
            )
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(chance.random() / 5)
            writer.send_signal(signal.SIGKILL)
            said = 1 + len(writer.stdout.read().splitlines())
            writer.wait()
            acknowledged += said
            have = file.read_text().count("\n") - start
            failures += not said <= have <= said + 1
        from companion.files import sweep

        sweep(folder)
        left = [p.name for p in Path(folder).iterdir() if p.name.endswith(".part")]
    print(
        f"killed writers: {count}, {acknowledged} acknowledged, {failures} lost something, {len(left)} leftovers",
        flush=True,
    )
    return failures + len(left)


def growing() -> int:
    """Steps at n, 2n and 4n for every input that was once quadratic, ten times as long as the tests have it."""
    from steps import growth
    from trust.test_growth import CASES, willing

    failures = 0
    for name, (work, n) in CASES.items():
        found = growth(willing(work), 10 * n)
        failures += found > 2.3
        print(f"growth {name}: {found:.2f} (2 is linear)", flush=True)
    return failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=400, help="damaged files of each format (default: 400)")
    parser.add_argument("--texts", type=int, default=2000, help="random texts (default: 2000)")
    parser.add_argument("--kills", type=int, default=20, help="killed writers (default: 20)")
    options = parser.parse_args()
    started = time.monotonic()
    failures = (
        files(options.seed, options.each)
        + texts(options.seed, options.texts)
        + killed(options.seed, options.kills)
    )
    failures += growing()
    print(f"seed {options.seed}: {failures} failures in {time.monotonic() - started:.0f} s")
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
