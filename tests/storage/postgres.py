"""A PostgreSQL server that belongs to the tests: its own cluster in a temporary folder, on a free loopback port."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: PostgreSQL refuses to run as root; these users of a Debian system may run it instead.
_ORDINARY_USERS = ("postgres", "nobody")


def find_programs() -> Path | None:
    """The folder of initdb and pg_ctl: the newest of Debian's, else what PATH has."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    found = debian[-1] if debian else Path(on_path) if on_path else None
    return found.parent if found else None


@contextmanager
def serve(programs: Path) -> Iterator[str]:
    """Address of a running server, without a database's name; stopped and removed at the end."""
    user = _ordinary_user() if os.geteuid() == 0 else None

    def run(program: str, *arguments: str) -> None:
        with (folder / "log").open("a") as log:
            command = [str(programs / program), "-D", str(folder / "data"), *arguments]
            done = subprocess.run(command, user=user, cwd=folder, stdout=log, stderr=log, check=False)
        assert done.returncode == 0, (folder / "log").read_text()

    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        folder, port = Path(name), _free_port()
        if user:
            shutil.chown(folder, user)
        run("initdb", "-U", "guide", "-A", "trust", "--no-sync", "--encoding=UTF8", "--locale=C")
        run("pg_ctl", "-w", "-o", f"-F -p {port} -h 127.0.0.1 -k {folder}", "start")
        try:
            yield f"postgresql://guide@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")


def _ordinary_user() -> str:
    return next(name for name in _ORDINARY_USERS if any(entry.pw_name == name for entry in pwd.getpwall()))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
