"""Pages of the web, fetched within bounds: https only, public networks only, a time and a size at most."""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from urllib.parse import urljoin

import httpx

from bot.events.intake.material import LARGEST, Material
from bot.events.intake.refusal import Refused

#: A redirection that goes on further leads nowhere.
_MOST_REDIRECTS = 5
_AGENT = "guide-industrie (import de programmes)"
#: Addresses of the old Internet in those of the new: what they lead to is not told by them.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
#: The addresses (numeric) of a host. Raises OSError.
Resolve = Callable[[str, int], Sequence[str]]


def is_address(source: str) -> bool:
    """It is an address of the web, not a file."""
    return source.lower().startswith(("https://", "http://"))


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system finds them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, kw_only=True)
class Version:
    """What a server calls the state of a page, to ask for it again only when it has changed."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Of a conditional request."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


#: The version of a page that was never seen.
UNKNOWN = Version()


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page that was fetched."""

    material: Material
    version: Version


@dataclass(frozen=True, kw_only=True)
class Fetcher:
    """Fetches pages one after the other."""

    #: Seconds that one page may take, and that it may stay silent.
    seconds: float = 120.0
    silence: float = 20.0
    largest: int = LARGEST
    #: « host:port » that may be private and speak http: none but in tests.
    trusted: frozenset[str] = frozenset()
    resolve: Resolve = field(default=resolve, repr=False)

    def fetch(self, address: str, path: Path, known: Version = UNKNOWN) -> Page | None:
        """The page of an address, saved at `path`; None when it still is the version known. Raises Refused."""
        until = monotonic() + self.seconds
        headers = {
            "User-Agent": _AGENT,
            "Accept": "application/json, text/calendar, text/csv, text/html, */*",
            **known.headers(),
        }
        try:
            with httpx.Client(timeout=self.silence, trust_env=False, headers=headers) as client:
                return self._followed(client, address, path, until)
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            raise Refused("unreachable", name=address, error=error or type(error).__name__) from error

    def _followed(self, client: httpx.Client, address: str, path: Path, until: float) -> Page | None:
        target = address
        for _ in range(_MOST_REDIRECTS + 1):
            response = client.send(self._request(client, target), stream=True)
            try:
                if response.has_redirect_location:
                    target = urljoin(target, response.headers["location"])
                elif response.status_code == httpx.codes.NOT_MODIFIED:
                    return None
                elif response.status_code == httpx.codes.OK:
                    self._save(response, address, path, until)
                    version = Version(etag=response.headers.get("etag"), modified=response.headers.get("last-modified"))
                    return Page(material=Material(address, path), version=version)
                else:
                    raise Refused("bad_answer", name=address, code=response.status_code)
            finally:
                response.close()
        raise Refused("endless", name=address)

    def _request(self, client: httpx.Client, address: str) -> httpx.Request:
        """The request of a page, to an address of its host that was looked at: names may change their minds."""
        url = httpx.URL(address)
        port = url.port or (443 if url.scheme == "https" else 80)
        if f"{url.host}:{port}" in self.trusted:
            return client.build_request("GET", url)
        if url.scheme != "https" or not url.host or url.userinfo:
            raise Refused("not_https", name=address)
        found = sorted(self.resolve(url.host, port), key=lambda ip: ":" in ip)  # many machines have no IPv6
        if not found or not all(map(_is_public, found)):
            raise Refused("private_network", name=address)
        return client.build_request(
            "GET",
            url.copy_with(host=found[0]),
            headers={"Host": url.netloc.decode("ascii")},
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )

    def _save(self, response: httpx.Response, address: str, path: Path, until: float) -> None:
        size = 0
        with path.open("wb") as file:
            for piece in response.iter_bytes():
                size += len(piece)
                if size > self.largest:
                    raise Refused("too_large", name=address, megabytes=self.largest // 1_000_000)
                if monotonic() > until:
                    raise Refused("too_slow", name=address, seconds=f"{self.seconds:g}")
                file.write(piece)
        if not size:
            raise Refused("empty", name=address)


def _is_public(numeric: str) -> bool:
    """An address of the public Internet, not one of this machine or of its networks."""
    ip = ipaddress.ip_address(numeric)
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or ip.sixtofour or ip
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and ip not in _TRANSLATED
