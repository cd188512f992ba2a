"""Where six cutters of words, made by others, end the words of sentences: how many of them do after each character.

    python tools/tagger/teachers.py TEXT.txt lac.npz MINLP PKUSEG JIAGU OUT.npz     # an environment of its own

| teacher | from PyPI | licence |
| --- | --- | --- |
| MiNLP, its coarse and its fine network (Xiaomi) | minlp-tokenizer 3.2.2, unpacked in the folder MINLP; run by tensorflow-cpu | Apache-2.0 |
| Wapic, a CRF (Ismantic) | wapic with wapic-cws-model 0.1.0 | MIT |
| pkuseg, a CRF (Peking University) | the model of pkuseg 0.0.22, unpacked in the folder PKUSEG; run by spacy-pkuseg 1.0.2 | MIT |
| Jiagu, a perceptron (Ownthink) | jiagu 0.2.3, unpacked in the folder JIAGU | MIT |
| LAC (Baidu) | `teacher.py` | Apache-2.0 |

TEXT has a simplified sentence a line. OUT has the text and a number for each of its characters, line ends aside: how many of the six end a
word there. Each was trained by another house on texts of its own, so where all agree that a word is one or two, they are seldom wrong
(decision 0216).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

_PLACES = 6000  # in a batch
_PORTION = 512
_ENDS = (0, 1, 4)  # of MiNLP's labels: other, a word by itself, a word's last


def main(text: str, lac: str, minlp: str, pkuseg: str, jiagu: str, out: str) -> None:
    lines = [line for line in Path(text).read_text("utf-8").split("\n") if line]
    votes = np.zeros(sum(map(len, lines)), np.uint8)
    for name, found in (
        ("MiNLP, coarse", lambda: by_minlp(Path(minlp), "coarse", lines)),
        ("MiNLP, fine", lambda: by_minlp(Path(minlp), "fine", lines)),
        ("Wapic", lambda: by_words(wapic(), lines)),
        ("pkuseg", lambda: by_words(pku(Path(pkuseg)), lines)),
        ("Jiagu", lambda: by_words(perceptron(Path(jiagu)), lines)),
        ("LAC", lambda: by_lac(lac, lines)),
    ):
        start = time.process_time()
        ends = found()
        votes += ends
        print(
            f"{name}: {ends.sum()} words, {len(ends) / (time.process_time() - start):.0f} characters a second"
        )
    np.savez(out, text=np.array("\n".join(lines)), votes=votes)


def by_words(cut: Callable[[str], list[str]], lines: list[str]) -> np.ndarray:
    """1 after each character that ends a word, by a cutter that may leave out blanks."""
    return np.concatenate([ends_of(line, cut(line)) for line in lines])


def ends_of(line: str, words: list[str]) -> np.ndarray:
    """Where the words of a line end; a blank is a word of its own.

    >>> ends_of("香港 新闻", ["香港", "新闻"]).tolist()
    [0, 1, 1, 0, 1]
    """
    ends, at = np.zeros(len(line), np.uint8), 0
    for word in words:
        for _ in "".join(word.split()):
            while at < len(line) and line[at].isspace():
                ends[max(at - 1, 0) : at + 1] = 1
                at += 1
            at += 1
        if at and word.strip():
            ends[at - 1] = 1
    ends[-1] = 1
    return ends


def wapic() -> Callable[[str], list[str]]:
    from wapic import Segmenter

    return Segmenter().segment


def pku(folder: Path) -> Callable[[str], list[str]]:
    import spacy_pkuseg

    return spacy_pkuseg.pkuseg(model_name=str(folder / "pkuseg" / "models" / "default")).cut


def perceptron(folder: Path) -> Callable[[str], list[str]]:
    sys.path.insert(0, str(folder))
    from jiagu.segment.nroute import Segment

    segment = Segment()
    segment.init()
    return segment.seg


def by_lac(lac: str, lines: list[str]) -> np.ndarray:
    """Where LAC's likeliest labels end words."""
    from teacher import Teacher

    teacher, found = Teacher(lac), []
    for at in range(0, len(lines), _PORTION):
        for p in teacher.marginals(lines[at : at + _PORTION]):
            begins = p.argmax(1) % 2 == 0
            found.append(np.append(begins[1:], True).astype(np.uint8))
    return np.concatenate(found)


def by_minlp(folder: Path, grain: str, lines: list[str]) -> np.ndarray:
    """Where one of MiNLP's two networks ends words: its scores by tensorflow, the best way through them here."""
    import tensorflow as tf

    package = next(folder.rglob("minlptokenizer"))
    keys = (package / "vocab" / "b.14067n.300d.vocab").read_text("utf-8").split("\n")
    number = {key.strip(): i for i, key in enumerate(keys)}
    transitions = np.loadtxt(package / "trans" / f"b-{grain}.300d.trans")
    graph, definition = tf.Graph(), tf.compat.v1.GraphDef()
    definition.ParseFromString((package / "model" / "zh" / f"b-{grain}-cnn-crf-an2cn.pb").read_bytes())
    with graph.as_default():
        tf.import_graph_def(definition, name="")
    one = tf.compat.v1.ConfigProto(intra_op_parallelism_threads=1, inter_op_parallelism_threads=1)
    session = tf.compat.v1.Session(graph=graph, config=one)
    found = [np.zeros(0, np.uint8)] * len(lines)
    for some in batches(lines):
        longest = max(len(lines[i]) for i in some)
        ids = [
            [number.get(half_width(c), number["[OOV]"]) for c in lines[i]]
            + [number["[PAD]"]] * (longest - len(lines[i]))
            for i in some
        ]
        scores = session.run("logits:0", {"char_ids_batch:0": np.array(ids, np.int32)})
        for i, row in zip(some, scores, strict=True):
            found[i] = np.isin(best_way(row[: len(lines[i])], transitions), _ENDS).astype(np.uint8)
            found[i][-1] = 1
    return np.concatenate(found)


def batches(lines: list[str]) -> Iterator[list[int]]:
    """The numbers of lines of about one length, so many that few places are empty."""
    some: list[int] = []
    for i in sorted(range(len(lines)), key=lambda i: len(lines[i])):
        if some and len(lines[i]) * (len(some) + 1) > _PLACES:
            yield some
            some = []
        some.append(i)
    if some:
        yield some


def half_width(c: str) -> str:
    """The character as MiNLP knows it.

    >>> half_width("Ａ"), half_width("　"), half_width("港")
    ('A', ' ', '港')
    """
    return " " if c.isspace() else chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c


def best_way(scores: np.ndarray, transitions: np.ndarray) -> np.ndarray:
    """The labels of the likeliest way through a CRF.

    >>> best_way(np.array([[1.0, 0.9], [0.0, 1.0]]), np.array([[0.0, -5.0], [0.0, 0.0]])).tolist()
    [1, 1]
    """
    came = np.zeros(scores.shape, np.int64)
    best = scores[0]
    for i in range(1, len(scores)):
        ways = best[:, None] + transitions
        came[i] = ways.argmax(0)
        best = ways.max(0) + scores[i]
    labels = np.zeros(len(scores), np.int64)
    labels[-1] = best.argmax()
    for i in range(len(scores) - 1, 0, -1):
        labels[i - 1] = came[i, labels[i]]
    return labels


if __name__ == "__main__":
    main(*sys.argv[1:])
