"""The test server: `POST /bot<token>/<method>`, faults on demand, updates by polling or by webhook."""

import asyncio
import json
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession, web

from tests.bot_api.chats import Chat, File, Shown
from tests.bot_api.checks import ApiError
from tests.bot_api.introduction import Introduction
from tests.bot_api.limits import COUNTED, Limits
from tests.bot_api.methods import METHODS

Json = dict[str, Any]

#: A token of Telegram's own form; it belongs to no bot.
TOKEN = "700000001:AAE-tests_only-0123456789abcdefghij"
#: 15 November 2021, the first second of messages.
EPOCH = 1636934400


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What goes wrong with one call."""

    #: An HTTP status; 0 leaves the answer as it is.
    status: int = 0
    #: Telegram's words; empty: what it says of that status.
    description: str = ""
    #: For 429.
    retry_after: int | None = None
    #: Close the connection instead of answering.
    drops: bool = False
    #: Seconds before anything happens, and from then until there is an answer.
    delay: float = 0
    hangs: float = 0
    #: The call is carried out all the same, only its answer is lost.
    after: bool = False


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call that the bot made."""

    method: str
    params: Json


class BotApi:
    """The server and all that it holds. Use as `async with BotApi() as api`; `api.url` is its address."""

    def __init__(self, token: str = TOKEN, *, limits: Limits | None = None) -> None:
        """With `limits`, who writes too fast is told to wait."""
        self.token = token
        self.limits = limits
        #: How often that was so.
        self.refused = 0
        self.bot_id = int(token.split(":")[0])
        self.username = "GuideTestBot"
        self.url = ""
        self.chats: dict[int, Chat] = {}
        self.calls: list[Call] = []
        #: By method: what happens to its next calls.
        self.faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        #: Not acknowledged yet.
        self.updates: list[Json] = []
        #: All that there ever were.
        self.given: list[Json] = []
        self.has_updates = asyncio.Event()
        #: The parameters of setWebhook.
        self.webhook: Json | None = None
        #: Statuses that the webhook answered.
        self.posted: list[int] = []
        self.introduction = Introduction()
        #: Ids of callback queries that were not answered.
        self.waiting_buttons: set[str] = set()
        #: Inline queries that were not answered, and the answers to the others.
        self.typing: set[str] = set()
        self.answers: dict[str, Json] = {}
        #: What those who tapped were shown, or led to.
        self.taps: list[Json] = []
        #: In groups, the bot is given only what is said to it.
        self.is_private = True
        self._last_id = 0
        self._answered: Counter[str] = Counter()
        self._news = asyncio.Condition()

    async def __aenter__(self) -> "BotApi":
        await self.start()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.leave()

    async def start(self, port: int = 0) -> None:
        """Listen on loopback, on a free port unless told."""
        application = web.Application()
        application.router.add_route("*", "/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.url = "http://{}:{}".format(*self._runner.addresses[0][:2])

    async def leave(self) -> None:
        """Answer no more: no connection can be made."""
        await self._runner.cleanup()

    async def come_back(self) -> None:
        """Answer again, at the same address."""
        await self.start(int(self.url.rpartition(":")[2]))

    def next_id(self) -> int:
        """Numbers for messages, updates and queries."""
        self._last_id += 1
        return self._last_id

    def fail(self, method: str, *faults: Fault) -> None:
        """The next calls of `method` go wrong, one after the other."""
        self.faults[method].extend(faults)

    def count(self, method: str) -> int:
        """How often the bot called `method`."""
        return sum(call.method == method for call in self.calls)

    async def until_answered(self, method: str, times: int = 1, *, within: float = 20) -> None:
        """Wait until the bot's calls of `method` have been answered, well or badly, so many times."""
        async with asyncio.timeout(within), self._news:
            await self._news.wait_for(lambda: self._answered[method] >= times)

    async def until(self, condition: Callable[[], bool], *, within: float = 20) -> None:
        """Wait until something is so, once a call of the bot's has been answered."""
        async with asyncio.timeout(within), self._news:
            await self._news.wait_for(condition)

    def message_json(self, chat: Chat, shown: Shown) -> Json:
        """A message of the bot, as the Bot API gives it."""
        sender = {"id": self.bot_id, "is_bot": True, "first_name": "Guide", "username": self.username}
        head = {
            "message_id": shown.message_id,
            "date": EPOCH + shown.message_id,
            "chat": chat.as_json(),
            "from": sender,
        }
        body: Json = {"text": shown.text} if shown.text else {}
        if shown.file:
            sizes = [{"file_id": "f", "file_unique_id": "f", "width": 90, "height": 90}]
            document = {"file_id": "f", "file_unique_id": "f", "file_name": shown.file.name}
            body = {"caption": shown.text, shown.file.kind: sizes if shown.file.kind == "photo" else document}
        markup = {"reply_markup": shown.markup} if "inline_keyboard" in shown.markup else {}
        place = {"venue": shown.venue, "location": shown.venue["location"]} if shown.venue else {}
        place |= {"location": shown.location} if shown.location else {}
        place |= {"poll": shown.poll} if shown.poll else {}
        topic = {"is_topic_message": True, "message_thread_id": shown.topic} if shown.topic else {}
        return head | body | markup | place | topic

    async def deliver(self, content: Json) -> int:
        """Give the bot an update; its number."""
        update = {"update_id": self.next_id()} | content
        self.given.append(update)
        if self.webhook:
            await self.post(update)
        else:
            self.updates.append(update)
            self.has_updates.set()
        return int(update["update_id"])

    async def post(self, update: Json, secret: str | None = None) -> int:
        """Post an update to the webhook, with its own secret unless another is given; the status it answers."""
        assert self.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", "")}
        if secret is not None:
            headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        async with ClientSession() as session:
            try:
                async with session.post(self.webhook["url"], json=update, headers=headers) as response:
                    self.posted.append(response.status)
                    return response.status
            except ClientError:
                self.posted.append(0)
                return 0

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        params = await _params(request)
        try:
            result = await self._call(request, params)
        except ApiError as error:
            return web.json_response(error.as_json(), status=error.code)
        finally:
            async with self._news:
                self._answered[request.match_info["method"]] += 1
                self._news.notify_all()
        return web.json_response({"ok": True, "result": result})

    async def _call(self, request: web.Request, params: Json) -> Any:
        name = request.match_info["method"]
        if request.match_info["token"] != self.token:
            raise ApiError(401, "Unauthorized")
        if name not in METHODS:
            raise ApiError(404, "Not Found")
        self.calls.append(Call(method=name, params=params))
        fault = self.faults[name].popleft() if self.faults[name] else Fault()
        await asyncio.sleep(fault.delay)
        self._count(name, params)
        result = await METHODS[name](self, params) if fault.after or not (fault.status or fault.drops) else None
        await asyncio.sleep(fault.hangs)
        if fault.drops and request.transport:
            request.transport.close()
        if fault.status:
            description = fault.description or _DESCRIPTIONS.get(fault.status, "Internal Server Error")
            raise ApiError(fault.status, description, retry_after=fault.retry_after)
        return result

    def _count(self, name: str, params: Json) -> None:
        if self.limits and name in COUNTED:
            try:
                self.limits.check(int(params["chat_id"]))
            except ApiError:
                self.refused += 1
                raise


_DESCRIPTIONS = {
    400: "Bad Request: something is wrong with it",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    429: "Too Many Requests: retry later",
    502: "Bad Gateway",
}


#: Parameters that are JSON within a form.
_IN_JSON = (
    *("entities", "caption_entities", "reply_markup", "reply_parameters", "link_preview_options"),
    *("results", "button", "commands", "allowed_updates", "message_thread_id"),
)


async def _params(request: web.Request) -> Json:
    """The call's parameters; those that are JSON within a form are read."""
    if request.content_type == "application/json":
        return dict(await request.json())
    form = dict(await request.post()) | dict(request.query)
    return {name: _value(name, value) for name, value in form.items()}


def _value(name: str, value: str | bytes | bytearray | web.FileField) -> Any:
    if isinstance(value, web.FileField):
        return File(kind=name, name=value.filename, media_type=value.content_type, data=value.file.read())
    return json.loads(value) if name in _IN_JSON else str(value)
