"""Sources on the web: a server of our own, its pages, its conditions, and what is refused."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.events.catalogue import load
from bot.events.communes import Communes
from bot.events.intake.fetching import Fetcher
from bot.events.intake.refusal import Refused
from bot.events.intake.run import Intake

#: Status, headers, body.
Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Server:
    """Answers what the test says; remembers what it was asked."""

    address: str = ""
    answer: Callable[[str, dict[str, str]], Answer] = lambda path, headers: (404, {}, b"")
    asked: list[str] = field(default_factory=list)
    #: Seconds between two bytes of a body.
    drip: float = 0.0

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc


@pytest.fixture
def server() -> Iterator[Server]:
    served = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            status, headers, body = served.answer(self.path, dict(self.headers))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            pieces = [body] if not served.drip else [body[i : i + 1] for i in range(len(body))]
            with suppress(ConnectionError):  # whoever asked has gone
                for piece in pieces:
                    self.wfile.write(piece)
                    self.wfile.flush()
                    sleep(served.drip)

        def log_message(self, format: str, *args: Any) -> None:
            """Tests are quiet."""

    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=web.serve_forever, daemon=True)
    thread.start()
    served.address = f"http://127.0.0.1:{web.server_address[1]}"
    yield served
    web.shutdown()
    web.server_close()
    thread.join()


@pytest.fixture
def online(intake: Intake, server: Server) -> Intake:
    return replace(intake, fetcher=Fetcher(trusted=frozenset({server.host}), seconds=5, silence=2))


def event(uid: int) -> dict[str, Any]:
    return {
        "uid": uid,
        "title": {"fr": f"Visite n° {uid}"},
        "timings": [{"begin": "2025-11-18T09:00:00+01:00", "end": "2025-11-18T10:00:00+01:00"}],
        "location": {"city": "Valence", "postalCode": "26000"},
    }


def page(*uids: int, after: object = None) -> Answer:
    return 200, {"ETag": '"1"'}, json.dumps({"events": [event(uid) for uid in uids], "after": after}).encode()


def ids(into: Path, communes: Communes) -> list[str]:
    return [event.id for event in load(into, communes).events]


def test_openagenda_is_asked_page_after_page(
    online: Intake, server: Server, communes: Communes, tmp_path: Path
) -> None:
    def answer(path: str, headers: dict[str, str]) -> Answer:
        after = parse_qs(urlsplit(path).query).get("after[]")
        if after is None:
            return page(1, 2, after=[1668, 2])
        return page(3, after=[1669, 3]) if after == ["1668", "2"] else page()

    server.answer = answer
    outcome = online.run([f"{server.address}/v2/agendas/7/events?key=k"], tmp_path / "p.yaml")
    assert outcome.written == 3
    assert ids(tmp_path / "p.yaml", communes) == ["oa-1", "oa-2", "oa-3"]
    assert server.asked[1] == "/v2/agendas/7/events?key=k&after%5B%5D=1668&after%5B%5D=2"
    assert len(server.asked) == 3


def test_opendatasoft_is_asked_by_offset(online: Intake, server: Server, communes: Communes, tmp_path: Path) -> None:
    def answer(path: str, headers: dict[str, str]) -> Answer:
        offset = int(parse_qs(urlsplit(path).query).get("offset", ["0"])[0])
        found = [
            {"uid": str(n), "title_fr": f"Forum {n}", "location_city": "Valence", "timings": TIMINGS} for n in range(5)
        ]
        body = {"total_count": 5, "results": found[offset : offset + 2]}
        return 200, {}, json.dumps(body).encode()

    server.answer = answer
    assert online.run([f"{server.address}/records?limit=2"], tmp_path / "p.yaml").written == 5
    assert server.asked == ["/records?limit=2", "/records?limit=2&offset=2", "/records?limit=2&offset=4"]


TIMINGS = '[{"begin": "2025-11-18T09:00:00+01:00", "end": "2025-11-18T10:00:00+01:00"}]'


def test_what_has_not_changed_is_not_read_again(online: Intake, server: Server, tmp_path: Path) -> None:
    server.answer = lambda path, headers: (304, {}, b"") if headers.get("If-None-Match") == '"1"' else page(1)
    into, source = tmp_path / "p.yaml", f"{server.address}/events"
    assert online.run([source], into).written == 1
    before = into.read_text(encoding="utf-8")
    assert online.run([source], into).unchanged
    assert into.read_text(encoding="utf-8") == before
    into.unlink()
    assert online.run([source], into).written == 1


def test_a_redirection_is_followed(online: Intake, server: Server, tmp_path: Path) -> None:
    server.answer = lambda path, headers: page(1) if path == "/new" else (301, {"Location": "/new"}, b"")
    assert online.run([f"{server.address}/old"], tmp_path / "p.yaml").written == 1


@pytest.mark.parametrize("name", ["chambre.csv", "page.html", "calendar.ics"])
def test_sheets_pages_and_calendars_have_addresses_too(
    online: Intake, server: Server, communes: Communes, files: Path, tmp_path: Path, name: str
) -> None:
    server.answer = lambda path, headers: (200, {}, (files / "sources" / name).read_bytes())
    outcome = online.run([f"{server.address}/agenda?id=7"], tmp_path / "p.yaml")
    assert outcome.written == len(load(tmp_path / "p.yaml", communes).events) >= 4


def test_a_page_that_drips_without_end_is_given_up(online: Intake, server: Server, tmp_path: Path) -> None:
    server.answer = lambda path, headers: (200, {}, b" " * 100)
    server.drip = 0.05
    hurried = replace(online, fetcher=replace(online.fetcher, seconds=0.5))
    with pytest.raises(Refused, match="n'a pas tout envoyé"):
        hurried.run([f"{server.address}/events"], tmp_path / "p.yaml")


def slow(path: str, headers: dict[str, str]) -> Answer:
    sleep(3)
    return page(1)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda path, headers: (500, {}, b""), "répond 500 au lieu de la page"),
        (lambda path, headers: (200, {}, b"<html>Bonjour</html>"), "format inconnu"),
        (lambda path, headers: (200, {"Content-Length": "0"}, b""), "est vide"),
        (lambda path, headers: (200, {"Content-Length": "9999"}, page(1)[2]), "ne répond pas, ou pas comme il faut"),
        (lambda path, headers: (302, {"Location": path}, b""), "renvoie sans fin"),
        (lambda path, headers: page(1, after=[1]), "renvoie sans fin"),
        (lambda path, headers: (302, {"Location": "http://127.0.0.1:9/"}, b""), "seules les adresses publiques"),
        (lambda path, headers: (302, {"Location": "https://127.0.0.1:9/"}, b""), "réseau privé"),
        (slow, "ne répond pas"),
    ],
)
def test_what_a_server_does_wrong_is_refused(
    online: Intake, server: Server, tmp_path: Path, answer: Callable[[str, dict[str, str]], Answer], said: str
) -> None:
    into = tmp_path / "p.yaml"
    server.answer = lambda path, headers: page(7)
    online.run([f"{server.address}/events"], into)
    before = into.read_bytes()
    server.answer = answer
    with pytest.raises(Refused, match=said):
        online.run([f"{server.address}/others"], into)
    assert into.read_bytes() == before
    beside = {f".p.yaml.{name}" for name in ("versions.json", "facts.json", "imported")}
    assert {path.name for path in tmp_path.iterdir()} <= {"p.yaml", *beside}


@pytest.mark.parametrize("size", [100, 10_000_000])
def test_a_page_has_a_size_at_most(online: Intake, server: Server, tmp_path: Path, size: int) -> None:
    server.answer = lambda path, headers: (200, {}, b" " * size + page(1)[2])
    small = replace(online, fetcher=replace(online.fetcher, largest=1_000_000))
    if size < 1_000_000:
        assert small.run([f"{server.address}/events"], tmp_path / "p.yaml").written == 1
    else:
        with pytest.raises(Refused, match="trop gros"):
            small.run([f"{server.address}/events"], tmp_path / "p.yaml")


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/events",
        "https://localhost/events",
        "https://[::1]/events",
        "https://[::ffff:10.0.0.1]/events",
        "https://10.1.2.3/events",
        "https://192.168.1.1/events",
        "https://172.16.0.1/events",
        "https://169.254.169.254/latest/meta-data",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://[fe80::1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://224.0.0.1/",
    ],
)
def test_private_networks_are_refused(intake: Intake, tmp_path: Path, address: str) -> None:
    with pytest.raises(Refused, match="réseau privé"):
        intake.run([address], tmp_path / "p.yaml")


def test_a_name_that_leads_to_a_private_network_is_refused(intake: Intake, tmp_path: Path) -> None:
    for found in (["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], []):
        fetcher = Fetcher(resolve=lambda host, port, found=found: found)  # type: ignore[misc]
        with pytest.raises(Refused, match="réseau privé"):
            replace(intake, fetcher=fetcher).run(["https://agenda.exemple.fr/"], tmp_path / "p.yaml")


@pytest.mark.parametrize("address", ["http://exemple.fr/", "https://", "https://qui:secret@exemple.fr/"])
def test_only_plain_https_is_accepted(intake: Intake, tmp_path: Path, address: str) -> None:
    with pytest.raises(Refused, match="seules les adresses publiques"):
        intake.run([address], tmp_path / "p.yaml")
