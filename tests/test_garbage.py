"""What putting off garbage collection must leave as it was."""

from __future__ import annotations

import gc

import pytest

from companion.garbage import collector_paused


def test_the_collector_runs_again_after_an_error():
    """A reading that fails must not leave the process without garbage collection."""
    assert gc.isenabled()
    with pytest.raises(ValueError), collector_paused():
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()


def test_a_collector_that_is_off_stays_off():
    """Whoever has put off collection himself finds it so after a reading."""
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
