"""Looks at events one after the other, with all rules."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.events.communes import Communes
from bot.events.editing.rules import Rule, Scene, rules
from bot.events.editing.twins import Twins
from bot.events.editing.window import Window
from bot.events.editing.words import sentence
from bot.events.intake.draft import Doubt, Draft
from bot.events.intake.text_reader import TextReader
from bot.events.model import Event


class Review:
    """The eye of an editor, on the events of one programme in their order."""

    def __init__(self, communes: Communes, reader: TextReader, *, days: tuple[date, date] | None, label: bool) -> None:
        """`days`: first and last of the programme, when they are known; `label`: its rules are switched on."""
        window = Window.around(*days) if days else None
        self._scene = Scene(communes=communes, reader=reader, window=window, twins=Twins())
        self._rules: Sequence[Rule] = rules(with_label=label)

    def of_draft(self, event: Event, draft: Draft, *, looks_back: bool) -> Iterator[Doubt]:
        """What there is to say of an event that is imported, in the words of its source.

        `looks_back`: by the rules that look at the events before it, or by those that look at it alone.
        """
        for rule, field, values in self._found(event, [one for one in self._rules if one.looks_back is looks_back]):
            place = {"place": draft.name_of(str(values["place"]))} if "place" in values else {}
            text = sentence(rule.what, {"field": draft.name_of(field), **values, **place})
            where = draft.place_of(field)
            yield Doubt(where=where, event=event.id, field=field, what=rule.what, level=rule.level, text=text)

    def of_file(self, event: Event, where: str) -> Iterator[Doubt]:
        """What there is to say of an event of a programme file; `where` it stands."""
        for rule, field, values in self._found(event, self._rules):
            text = sentence(rule.what, {"field": field, **values})
            yield Doubt(where=where, event=event.id, field=field, what=rule.what, level=rule.level, text=text)

    def _found(self, event: Event, rules: Sequence[Rule]) -> Iterator[tuple[Rule, str, dict[str, object]]]:
        for rule in rules:
            for field, values in rule.find(event, self._scene):
                yield rule, field, values
