"""What is imported: the bytes of a file, or of a page that was fetched."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from io import BufferedReader, FileIO
from pathlib import Path
from typing import BinaryIO

from bot.events.intake.refusal import Refused

#: The beginning of a material, by which its format is told.
_HEAD = 65_536
#: A larger file is no list of events.
LARGEST = 2_000_000_000


@dataclass(frozen=True)
class Material:
    """Bytes to import. Made by `of_file`, or by what fetches pages."""

    #: What people know it by: the file's name, or its address.
    name: str
    path: Path = field(repr=False)
    #: Told how many bytes more were read.
    watch: Callable[[int], object] | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of_file(cls, path: Path) -> "Material":
        """A file. Raises Refused when it is none, or empty, or far too large."""
        material = cls(path.name, path)
        try:
            head, size = material.head, material.size
        except OSError as error:
            raise Refused("no_file", path=path) from error
        if not head.strip():
            raise Refused("empty", name=path.name)
        if size > LARGEST:
            raise Refused("too_large", name=path.name, megabytes=LARGEST // 1_000_000)
        return material

    @property
    def size(self) -> int:
        """In bytes."""
        return self.path.stat().st_size

    @cached_property
    def head(self) -> bytes:
        """Its first bytes."""
        with self.path.open("rb") as file:
            return file.read(_HEAD)

    def open(self) -> BinaryIO:
        """Its bytes, from the first."""
        return BufferedReader(_Watched(self.path, self.watch)) if self.watch else self.path.open("rb")


class _Watched(FileIO):
    """A file that says how much of it was read."""

    def __init__(self, path: Path, watch: Callable[[int], object]) -> None:
        super().__init__(path, "rb")
        self._watch = watch

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # typeshed's Buffer is 3.12's
        count = super().readinto(buffer) or 0
        self._watch(count)
        return count

    def readall(self) -> bytes:
        data = super().readall()
        self._watch(len(data))
        return data
