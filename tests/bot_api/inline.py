"""Inline mode: what is typed after the bot's name, and the cards that answer it."""

import re
from typing import TYPE_CHECKING, Any

from tests.bot_api.checks import bad_request, check_markup, check_text

if TYPE_CHECKING:
    from tests.bot_api.server import BotApi

Json = dict[str, Any]


async def answer_inline_query(api: "BotApi", params: Json) -> bool:
    """Cards; https://core.telegram.org/bots/api#answerinlinequery"""
    query, results = params.get("inline_query_id", ""), params.get("results", [])
    if query not in api.typing:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    if len({result["id"] for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        _check_article(result)
    if len(params.get("next_offset", "").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = params.get("button")
    if button and not (button["text"] and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button["start_parameter"])):
        raise bad_request("START_PARAM_INVALID")
    api.typing.remove(query)
    api.answers[query] = params
    return True


def _check_article(result: Json) -> None:
    if result["type"] != "article" or not 1 <= len(result["id"].encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    if not result["title"]:
        raise bad_request("RESULT_TITLE_EMPTY")
    content = result["input_message_content"]
    check_text(content["message_text"], content.get("entities", []))
    check_markup(result.get("reply_markup", {}), "private")
