"""How many of the tagger's numbers are greater than its steps can count, on a text.

    python tools/tagger/steps.py tagger.npz TEXT…          # the project's environment

The network is read in whole numbers of eight bits: what stands between layers is counted in steps, 255 at most (`_STEPS` in
`companion/language/tagging/network.py`). For each layer it says which share is cut off at 255, and the step at which one of a hundred
thousand would be. Weights of another training that differ much from `_STEPS` need other steps, and nothing else.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from companion.language import core
from companion.language.tagging import network


def numbers(tagger: network.Tagger, text: str) -> list[np.ndarray]:
    """What each layer makes of a text, before it is counted in steps."""
    found: list[np.ndarray] = []
    rounded, library = network._rounded, core.library

    def kept(x: np.ndarray, fineness: np.float32, to: np.ndarray) -> None:
        found.append(x.copy())
        rounded(x, fineness, to)

    network._rounded, core.library = kept, lambda: None
    try:
        tagger.joined_probabilities(text.split("\n"))
    finally:
        network._rounded, core.library = rounded, library
    layers = len(network._STEPS)  # of each block of the text there are so many
    return [np.concatenate(found[i::layers]) for i in range(layers)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tagger", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    options = parser.parse_args()
    text = "\n".join(path.read_text("utf-8") for path in options.texts)
    for i, x in enumerate(numbers(network.Tagger(options.tagger), text)):
        cut = (x > 255 * network._STEPS[i]).mean()
        print(
            f"layer {i}: step {network._STEPS[i]}, {cut:.5%} are cut off; {np.quantile(x, 0.99999) / 255:.4f} cuts 0.001%"
        )


if __name__ == "__main__":
    main()
