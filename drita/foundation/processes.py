"""What a process does so that none of its children outlives it."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1

# The library is opened once, before any fork: opening it inside the child between fork and exec could deadlock.
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def end_with_parent(death_signal: signal.Signals, parent: int, /) -> None:
    """
    Ask the kernel to send this process a signal when the thread that started it ends (for `preexec_fn`).

    The signal mask is cleared as well, since a parent that waits with `sigwait` has blocked its own signals
    and children inherit that.
    """
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
    if os.getppid() != parent:
        # The parent was killed between the fork and the line above, and the kernel has nobody left to tell of.
        os._exit(1)


def end_when_supervised() -> None:
    """(This function will) tie this process to its parent when it runs below the supervisor (a web server's worker)."""
    if _LIBC is not None and os.environ.get("DRITA_SUPERVISED") == "1":
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
