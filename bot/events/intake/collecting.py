"""From what people name as a source to materials and who reads them: files, and addresses page by page."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.events.intake.fetching import UNKNOWN, Fetcher, Version, is_address
from bot.events.intake.importer import Importer
from bot.events.intake.material import Material
from bot.events.intake.records import is_json, records
from bot.events.intake.refusal import Refused

#: A source of more pages than that does not end.
_MOST_PAGES = 5000


class Unchanged(Exception):  # noqa: N818 - it is no error
    """The server says that the source is the version that was imported last."""


class Collector:
    """Collects the materials of one import."""

    def __init__(self, importers: Sequence[Importer], fetcher: Fetcher, folder: Path, form: str | None) -> None:
        """`form`: the format that all are of, None when it is to be guessed; pages are fetched into `folder`."""
        self._importers, self._fetcher, self._folder, self._form = importers, fetcher, folder, form
        #: Versions of the addresses that were one page: only those can be asked for again on a condition.
        self.versions: dict[str, Version] = {}

    def materials(self, source: str, known: Version = UNKNOWN) -> Iterator[tuple[Material, Importer]]:
        """The materials of a source, in order. Raises Refused; Unchanged when an address still is the version known."""
        if is_address(source):
            yield from self._pages(source, known)
        else:
            material = Material.of_file(Path(source))
            yield material, self._importer(material)

    def _pages(self, source: str, known: Version) -> Iterator[tuple[Material, Importer]]:
        importer: Importer | None = None
        address: str | None = source
        seen = set[str]()
        while address is not None:
            if address in seen or len(seen) >= _MOST_PAGES:
                raise Refused("endless", name=source)
            seen.add(address)
            page = self._fetcher.fetch(address, self._folder / "page", known if address == source else UNKNOWN)
            if page is None:
                raise Unchanged
            importer = importer or self._importer(page.material)
            yield page.material, importer
            address = importer.next_page(address, page.material)
            if address is None and len(seen) == 1:
                self.versions[source] = page.version

    def _importer(self, material: Material) -> Importer:
        for importer in self._importers:
            if importer.name == self._form or (self._form is None and importer.recognises(material)):
                return importer
        if is_json(material):
            next(records(material), None)  # raises when it is none: that is a better reason
        accepted = ", ".join(importer.name for importer in self._importers)
        raise Refused("unknown_format", name=material.name, accepted=accepted)
