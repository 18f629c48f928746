"""What an operator sets from outside: the data folder, the database, the addresses. Read once, at start."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class SettingError(Exception):
    """An environment variable holds something that Parvis cannot use."""


def data_folder() -> Path:
    """Where the database, the files and the tiles of this installation live (PARVIS_DATA)."""
    chosen = os.environ.get("PARVIS_DATA")
    folder = Path(chosen) if chosen else Path.cwd() / "var"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)  # it holds all that is weak in a city
    return folder.resolve()


def secret_key(folder: Path) -> str:
    """PARVIS_SECRET_KEY, or a key made once and kept in the data folder, readable by its owner only."""
    if given := os.environ.get("PARVIS_SECRET_KEY"):
        return given
    file = folder / "secret-key"
    if not file.exists():
        draft = folder / f"secret-key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            os.link(draft, file)  # two processes may start at once: the first link wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text()


def database(folder: Path) -> dict[str, Any]:
    """PARVIS_DATABASE_URL (postgresql://...) or SQLite in the data folder.

    SQLite opens write transactions with IMMEDIATE: with Django's default mode concurrent writers fail with
    "database is locked" instead of waiting (ADR 0001).
    """
    url = os.environ.get("PARVIS_DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "parvis.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-32000;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        message = "PARVIS_DATABASE_URL must begin with postgresql:// (or be left out for SQLite)."
        raise SettingError(message)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]
