"""Passwords and keys that the installation makes for itself and keeps in files only its owner can read."""

import os
import secrets
from pathlib import Path


def secret_file_path(*, home: Path, name: str) -> Path:
    """(This function will) return where the secret of that name is kept."""
    return home / "secrets" / name


def read_secret(*, home: Path, name: str) -> str | None:
    """(This function will) return the secret, or None while none has been made."""
    try:
        return secret_file_path(home=home, name=name).read_text(encoding="ascii").strip() or None
    except FileNotFoundError:
        return None


def ensure_secret(*, home: Path, name: str) -> str:
    """
    (This function will) return the secret of that name and make it first when there is none.

    The file appears whole and with mode 0600: it is written under another name and linked into place, so that
    of two processes starting at once both end up with the same secret.
    """
    path = secret_file_path(home=home, name=name)
    present = read_secret(home=home, name=name)
    if present:
        return present
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii").strip()
