"""Argos Translate's own translation of an installed package, with our sentences.

Argos' sentence splitters need stanza or minisbd and the network; both are replaced before
its module is imported, and the splitter is one that takes what it is given as one sentence.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any


def argos_translation(folder: Path, beam: int = 4, longest: int = 256) -> Any:
    """Argos' `PackageTranslation` of a package, at its own settings but for `beam` and `longest`."""
    for name, members in {"stanza": (), "minisbd": ("SBDetect", "models")}.items():
        if name not in sys.modules:
            try:
                __import__(name)
            except ImportError:
                stub = ModuleType(name)
                for member in members:
                    setattr(stub, member, ModuleType(member))
                sys.modules[name] = stub
    import ctranslate2
    from argostranslate import settings, translate
    from argostranslate.package import Package

    class OneSentence:
        def __init__(self, package: Package) -> None:
            pass

        def split_sentences(self, text: str) -> list[str]:
            return [text]

    class Limited:
        """The CTranslate2 translator with a limit on the answer's length."""

        def __init__(self, inner: Any) -> None:
            self.inner = inner

        def translate_batch(self, *arguments: Any, **more: Any) -> Any:
            return self.inner.translate_batch(*arguments, **more, max_decoding_length=longest)

    settings.beam_size = beam
    translate.StanzaSentencizer = translate.MiniSBDSentencizer = OneSentence
    translation = translate.PackageTranslation(None, None, Package(folder))
    model = ctranslate2.Translator(  # as PackageTranslation makes it
        str(folder / "model"), device=settings.device, inter_threads=settings.inter_threads,
        intra_threads=settings.intra_threads, compute_type=settings.compute_type,
    )  # fmt: skip
    translation.translator = Limited(model)
    return translation
