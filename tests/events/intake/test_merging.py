"""Importing again: what people corrected stays, what sources change comes, nothing is deleted."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.events.catalogue import load
from bot.events.intake.holding import note, read_held
from bot.events.intake.provenance import read_provenance
from bot.events.intake.refusal import Refused
from bot.events.intake.run import Intake, Options, Outcome
from tests.events.intake.conftest import HEAD

_FOUR = [("four", "Visite du four", "10 rue Neuve"), ("moule", "Visite du moule", "2 rue Neuve")]
_MORE = [("verre", "Visite du verre", "3 rue Neuve"), ("sable", "Visite du sable", "4 rue Neuve")]
_LATER = datetime(2025, 11, 12, 9)


def sheet(folder: Path, rows: list[tuple[str, str, str]], hours: str = "9h", day: str = "21/11/2025") -> str:
    path = folder / "feuille.csv"
    lines = [f"{event};{title};{day};{hours};12h;{address};Crest;26400;20" for event, title, address in rows]
    head = "Identifiant;Titre;Date;Heure de début;Heure de fin;Adresse;Commune;Code postal;Places"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def into(tmp_path: Path) -> Path:
    path = tmp_path / "programme.yaml"
    path.write_text(
        f"{HEAD.replace('84', '26')}events: []\n".replace("region", "departements").replace('"26"', '["26"]')
    )
    return path


def again(intake: Intake, source: str, into: Path, **how: Any) -> Outcome:
    return replace(intake, now=_LATER).run([source], into, options=Options(**how))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(outcome: Outcome) -> list[tuple[str, str, str]]:
    return [(change.kind, change.event, change.field) for change in outcome.changes]


def test_corrections_stay_and_sources_are_followed(intake: Intake, into: Path, tmp_path: Path) -> None:
    intake.run([sheet(tmp_path, _FOUR)], into)
    edit(into, "title: Visite du four", "title: Les fours  # mieux")
    edit(into, "events:\n", "events:\n  - id: a-la-main\n    title: Le nôtre\n    kind: visite  # écrit ici\n")
    outcome = again(intake, sheet(tmp_path, _FOUR, hours="10h"), into)
    assert told(outcome) == [("changed", "four", "sessions"), ("changed", "moule", "sessions")]
    mine, four, moule = load(into, intake.communes).events
    assert "kind: visite  # écrit ici\n" in into.read_text(encoding="utf-8")
    assert (mine.id, four.title, four.sessions[0].start.hour, moule.sessions[0].start.hour) == (
        "a-la-main",
        "Les fours",
        10,
        10,
    )
    assert again(intake, sheet(tmp_path, _FOUR, hours="10h"), into).changes == []


def test_a_correction_under_which_the_source_changes_is_shown(intake: Intake, into: Path, tmp_path: Path) -> None:
    intake.run([sheet(tmp_path, _FOUR)], into)
    edit(into, '"10 rue Neuve"', '"12 rue Neuve"')
    outcome = again(intake, sheet(tmp_path, [("four", "Visite du four", "14 rue Neuve"), _FOUR[1]]), into)
    (note,) = [doubt for doubt in outcome.doubts if doubt.what == "kept_by_hand"]
    assert (note.event, note.level) == ("four", "note")
    assert "« 12 rue Neuve, Crest" in note.text
    assert "sa source dit maintenant « 14 rue Neuve, Crest" in note.text
    place = load(into, intake.communes).events[0].place
    assert place
    assert place.address == "12 rue Neuve"


def test_what_is_no_more_is_cancelled_and_may_come_back(intake: Intake, into: Path, tmp_path: Path) -> None:
    intake.run([sheet(tmp_path, [*_FOUR, *_MORE])], into)
    outcome = again(intake, sheet(tmp_path, [*_FOUR, _MORE[0]]), into)
    assert told(outcome) == [("cancelled", "sable", "")]
    assert "status: cancelled  # retiré par sa source (feuille.csv), constaté le 12/11/2025" in into.read_text()
    assert [event.status for event in load(into, intake.communes).events] == [*["confirmed"] * 3, "cancelled"]
    assert again(intake, sheet(tmp_path, [*_FOUR, _MORE[0]]), into).changes == []
    assert told(again(intake, sheet(tmp_path, [*_FOUR, *_MORE]), into)) == [("changed", "sable", "status")]
    assert [event.status for event in load(into, intake.communes).events] == ["confirmed"] * 4


def test_what_is_over_is_left_alone(intake: Intake, into: Path, tmp_path: Path) -> None:
    intake.run([sheet(tmp_path, [*_FOUR, *_MORE], day="11/11/2025")], into)
    before = into.read_text(encoding="utf-8")
    assert again(intake, sheet(tmp_path, _FOUR[:1], day="11/11/2025"), into).changes == []
    assert into.read_text(encoding="utf-8") == before


def test_what_people_take_out_stays_out(intake: Intake, into: Path, tmp_path: Path) -> None:
    intake.run([sheet(tmp_path, _FOUR)], into)
    text = into.read_text(encoding="utf-8")
    into.write_text(text[: text.index("  - id: moule")], encoding="utf-8")
    outcome = again(intake, sheet(tmp_path, _FOUR), into)
    assert [doubt.what for doubt in outcome.doubts if doubt.event == "moule"][-1:] == ["deleted_by_hand"]
    assert [event.id for event in load(into, intake.communes).events] == ["four"]


def test_a_great_loss_is_held_until_it_is_accepted(intake: Intake, into: Path, tmp_path: Path) -> None:
    intake.run([sheet(tmp_path, [*_FOUR, *_MORE])], into)
    before = into.read_text(encoding="utf-8")
    source = sheet(tmp_path, _FOUR[:1])
    with pytest.raises(Refused, match="annulerait 3 événements à venir sur 4 et en viderait 0"):
        again(intake, source, into)
    assert into.read_text(encoding="utf-8") == before
    assert len(again(intake, source, into, dry_run=True).changes) == 3
    assert into.read_text(encoding="utf-8") == before
    assert len(again(intake, source, into, accept=True).changes) == 3


def test_what_is_held_is_kept_until_someone_decides(intake: Intake, into: Path, tmp_path: Path) -> None:
    source = sheet(tmp_path, [*_FOUR, *_MORE])
    intake.run([source], into)
    sheet(tmp_path, _FOUR[:1])
    with pytest.raises(Refused, match="annulerait 3"):
        again(intake, source, into, holds=True)
    (held,) = read_held(into)
    assert (held.source, held.gone, held.emptied, held.known, held.told) == (source, 3, 0, 4, False)
    assert held.titles == ["Visite du moule", "Visite du verre", "Visite du sable"]
    note(into, held.mark, left=True)
    with pytest.raises(Refused):  # an hour later
        again(intake, source, into, holds=True)
    assert read_held(into)[0].left
    edit(into, "title: Visite du sable", "title: Le sable")
    with pytest.raises(Refused, match="annulerait 3"):
        again(intake, source, into, accept_loss="0" * 16)
    assert len(again(intake, source, into, accept_loss=held.mark).changes) == 3
    assert read_held(into) == []


def test_a_great_loss_is_one_of_what_is_still_to_come(intake: Intake, into: Path, tmp_path: Path) -> None:
    """In the middle of the week, most of the programme is over."""
    over = [(f"passe-{number}", f"Visite n° {number}", f"{number} rue Neuve") for number in range(1, 9)]
    intake.run([sheet(tmp_path, [*over, *_FOUR, *_MORE])], into)
    path = tmp_path / "feuille.csv"

    def now_has(*kept: str) -> None:
        sheet(tmp_path, [*over, *_FOUR, *_MORE])
        rows = path.read_text(encoding="utf-8").splitlines()
        rows = [row.replace("21/11", "10/11") if row.startswith("passe") else row for row in rows]
        path.write_text("\n".join(row for row in rows if row.partition(";")[0] in ("Identifiant", *kept)) + "\n")

    past = [event for event, *_ in over]
    now_has(*past, "four", "moule", "verre", "sable")
    again(intake, str(path), into)
    now_has(*past, "four")
    with pytest.raises(Refused, match="annulerait 3 événements à venir sur 4"):
        again(intake, str(path), into)
    now_has("four", "moule")
    assert [kind for kind, *_ in told(again(intake, str(path), into))] == ["cancelled", "cancelled"]


def test_a_source_that_is_empty_is_held_however_small_its_part(intake: Intake, into: Path, tmp_path: Path) -> None:
    """It may be out of order; once it is accepted it has nothing to lose any more."""
    intake.run([sheet(tmp_path, [*_FOUR, *_MORE])], into)
    agenda = tmp_path / "agenda.json"
    agenda.write_text('[{"identifiant": "bois", "titre": "Le bois", "date": "21/11/2025", "commune": "Crest"}]')
    intake.run([str(agenda)], into)
    before = into.read_text(encoding="utf-8")
    for empty in ('{"total": 0, "events": []}', "[]"):
        agenda.write_text(empty)
        with pytest.raises(Refused, match="n'a plus aucun événement : 1 de ceux"):
            again(intake, str(agenda), into, holds=True)
    (held,) = read_held(into)
    assert (held.is_empty, held.gone, held.known, held.titles) == (True, 1, 5, ["Le bois"])
    assert into.read_text(encoding="utf-8") == before
    assert told(again(intake, str(agenda), into, accept_loss=held.mark)) == [("cancelled", "bois", "")]
    assert not again(intake, str(agenda), into, holds=True).changes
    assert read_held(into) == []


def test_a_greater_loss_than_the_one_that_was_left_is_told_anew(intake: Intake, into: Path, tmp_path: Path) -> None:
    source = sheet(tmp_path, [*_FOUR, *_MORE, ("grès", "Visite du grès", "5 rue Neuve")])
    intake.run([source], into)
    marks = []
    for count in (2, 1):
        sheet(tmp_path, [*_FOUR, *_MORE][:count])
        with pytest.raises(Refused):
            again(intake, source, into, holds=True)
        (held,) = read_held(into)
        assert not held.left
        assert not held.told
        marks.append(held.mark)
        note(into, held.mark, left=True)
    assert len(set(marks)) == 2


def test_what_is_held_is_forgotten_when_its_source_is_as_it_was(intake: Intake, into: Path, tmp_path: Path) -> None:
    source = sheet(tmp_path, [*_FOUR, *_MORE])
    intake.run([source], into)
    sheet(tmp_path, _FOUR[:1])
    with pytest.raises(Refused):
        again(intake, source, into, holds=True)
    sheet(tmp_path, [*_FOUR, *_MORE])
    again(intake, source, into, holds=True)
    assert read_held(into) == []


def test_emptied_events_are_held_too(intake: Intake, into: Path, tmp_path: Path) -> None:
    intake.run([sheet(tmp_path, _FOUR)], into)
    path = tmp_path / "feuille.csv"
    path.write_text("Identifiant;Titre;Type\nfour;Visite du four;visite\nmoule;Visite du moule;visite\n")
    with pytest.raises(Refused, match="à venir sur 2 et en viderait 2"):
        again(intake, str(path), into)


def test_sources_leave_each_other_alone(intake: Intake, into: Path, tmp_path: Path) -> None:
    intake.run([sheet(tmp_path, _FOUR)], into)
    other = tmp_path / "autre.csv"
    other.write_text((tmp_path / "feuille.csv").read_text().replace("four;", "bois;").replace("moule;", "cuir;"))
    assert told(again(intake, str(other), into)) == [("new", "bois", ""), ("new", "cuir", "")]
    provenance = read_provenance(into)
    assert {name: provenance.of(name) for name in provenance.sources} == {"feuille.csv": 2, "autre.csv": 2}
    facts = json.loads((tmp_path / ".programme.yaml.facts.json").read_text(encoding="utf-8"))
    assert facts["events"]["cuir"] == {"source": "autre.csv", "added": "2025-11-12T09:00:00"}
