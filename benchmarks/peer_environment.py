"""The environment of the peers, apart from the guide's: made when it is missing, each peer installed if it can be."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

#: Where it is made, from the folder of the project.
FOLDER = Path(".venv-bench")
_REQUIREMENTS = Path(__file__).with_name("requirements.txt")


def python_of(path: Path) -> Path:
    """The Python of the environment at that path, where the guide's own packages can be imported too."""
    python = path / "bin" / "python"
    if not python.exists():
        venv.create(path, with_pip=True)
        here = Path(sysconfig.get_path("purelib", vars={"base": str(path)}))
        here.joinpath("guide.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    for peer in _peers():
        _install(python, peer)
    return python


def _peers() -> list[str]:
    lines = _REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _install(python: Path, peer: str) -> None:
    """Install one peer; the others do without it when it has no wheel for this machine."""
    pip = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--only-binary",
        ":all:",
        peer,
    ]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{peer} cannot be installed here: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)


if __name__ == "__main__":
    print(python_of(FOLDER))
