"""Calls of the Bot API, over one pool of connections (https://core.telegram.org/bots/api#making-requests)."""

from dataclasses import dataclass
from typing import Any

import msgspec
from aiohttp import ClientError, ClientSession, ClientTimeout, ConnectionTimeoutError, FormData, TCPConnector
from aiohttp.client_exceptions import ClientConnectorError

from bot.delivery.model import Json

#: Calls at once.
CONNECTIONS = 100
#: Seconds to connect, and to answer.
_CONNECT, _ANSWER = 5.0, 15.0
_HEADERS = {"Content-Type": "application/json"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Upload:
    """A file that goes with a call (https://core.telegram.org/bots/api#sending-files)."""

    #: The parameter that it is: "photo", "document".
    field: str
    name: str
    media_type: str
    data: bytes


class ApiError(Exception):
    """A call that gave no result; its words are Telegram's or the network's, and hold no token."""


class UnreachableError(ApiError):
    """No connection could be made: the call was not."""


class CutError(ApiError):
    """The connection was cut before there was an answer."""


class NoAnswerError(ApiError):
    """No answer came in time."""


class RefusedError(ApiError):
    """Telegram answered that it does not do it."""

    def __init__(self, code: int, description: str, parameters: Json) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        #: Seconds to wait (429); 0 when it is not said.
        self.retry_after: int = parameters.get("retry_after", 0)
        #: The number of the chat from now on.
        self.migrate_to_chat_id: int | None = parameters.get("migrate_to_chat_id")


class BotApi:
    """The Bot API for one token. Use as `async with`."""

    def __init__(self, address: str, token: str, *, patience: float = _ANSWER) -> None:
        """`patience`: how many seconds an answer may take."""
        self._address = f"{address}/bot{token}"
        self._timeout = _timeout(patience)

    async def __aenter__(self) -> "BotApi":
        self._http = ClientSession(connector=TCPConnector(limit=CONNECTIONS + 2))  # and those that poll and probe
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._http.close()

    async def call(
        self, method: str, params: Json | None = None, *, patience: float | None = None, file: Upload | None = None
    ) -> Any:
        """The result of a method; `patience` for this call only. Raises an ApiError."""
        timeout = _timeout(patience) if patience else self._timeout
        data, headers = (_form(params or {}, file), None) if file else (msgspec.json.encode(params or {}), _HEADERS)
        try:
            async with self._http.post(
                f"{self._address}/{method}", data=data, headers=headers, timeout=timeout
            ) as response:
                return _result(response.status, await response.read())
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise UnreachableError(type(error).__name__) from None
        except TimeoutError:
            raise NoAnswerError("no answer in time") from None
        except ClientError as error:
            raise CutError(type(error).__name__) from None


def _timeout(patience: float) -> ClientTimeout:
    return ClientTimeout(total=None, sock_connect=_CONNECT, sock_read=patience)


def _form(params: Json, file: Upload) -> FormData:
    """Parameters beside a file; what is no text is JSON."""
    form = FormData()
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else msgspec.json.encode(value).decode())
    form.add_field(file.field, file.data, filename=file.name, content_type=file.media_type)
    return form


def _result(status: int, body: bytes) -> Any:
    try:
        answer = msgspec.json.decode(body)
    except msgspec.DecodeError:
        answer = {}
    if isinstance(answer, dict) and answer.get("ok"):
        return answer["result"]
    if not isinstance(answer, dict) or "error_code" not in answer:  # a gateway's own page
        answer = {"error_code": status, "description": f"HTTP {status}"}
    raise RefusedError(answer["error_code"], answer.get("description", ""), answer.get("parameters") or {})
