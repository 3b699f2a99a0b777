"""The settings with which the embedded PostgreSQL runs."""

import os
from collections.abc import Mapping
from pathlib import Path

_MIB = 1 << 20


def server_settings(*, socket_path: Path, port: int, own: Mapping[str, str]) -> str:
    """
    (This function will) return the text of the settings file.

    Durability stays on: a commit costs 0.3 ms on an ordinary disk, not worth a lost payment.

    >>> print(server_settings(socket_path=Path("/a b"), port=5432, own={"fsync": "off"}).splitlines()[1])
    unix_socket_directories = '"/a b"'
    """
    folder = str(socket_path).replace('"', '""')
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{folder}"',
        "unix_socket_permissions": "0700",
        "port": str(port),
        "max_connections": "100",
        "shared_buffers": f"{_shared_buffers_mib()}MB",
        "maintenance_work_mem": "512MB",
        "work_mem": "32MB",
        "max_wal_size": "8GB",
        "checkpoint_completion_target": "0.9",
        "dynamic_shared_memory_type": _shared_memory_type(),
        "log_min_duration_statement": "5s",
        "log_timezone": "UTC",
        "timezone": "UTC",
        # A session that was left open inside a transaction holds locks and stops the clean-up of old rows.
        "idle_in_transaction_session_timeout": "10min",
        **own,
    }
    return "".join(f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in settings.items())


def _shared_memory_type() -> str:
    """Containers often give 64 MB of shared memory, on which parallel queries of a month fail; files serve as well."""
    try:
        size = os.statvfs("/dev/shm")  # noqa: S108
    except OSError:
        return "mmap"
    return "posix" if size.f_blocks * size.f_frsize >= 1024 * _MIB else "mmap"


def _shared_buffers_mib() -> int:
    """A quarter of the memory this process may use, at most 4 GB."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = Path("/sys/fs/cgroup/memory.max")
    if limit.is_file() and (text := limit.read_text().strip()).isdigit():
        memory = min(memory, int(text))
    return max(64, min(4096, memory // 4 // _MIB))
