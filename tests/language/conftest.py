"""What has a compiled way is tried on both ways: in the core where it was built, and in numpy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from companion.language import core


@pytest.fixture(scope="module", params=["compiled", "numpy"])
def way(request) -> Iterator[str]:
    """The tests of a module that asks for it, once in each of the two ways."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPANION_PURE", "" if request.param == "compiled" else "1")
        core.library.cache_clear()
        if request.param == "compiled" and core.library() is None:
            core.library.cache_clear()
            pytest.skip("the compiled core is not built here: python hatch_build.py says why")
        yield request.param
    core.library.cache_clear()
