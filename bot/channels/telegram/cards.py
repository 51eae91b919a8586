"""Cards → the answer to an inline query (https://core.telegram.org/bots/api#answerinlinequery). Pure."""

from bot.channels.telegram.formatting import clean, format_rich
from bot.channels.telegram.keyboards import inline_keyboard
from bot.conversation.message import Button, Card, Cards
from bot.delivery.model import Json, Part

#: Seconds that Telegram may show the same cards for the same words: to all, or to the one whose place they depend on.
_FOR_ALL, _FOR_ONE = 300, 30


def answer_of(cards: Cards, query: str, bot_name: str) -> Part:
    """The cards as a call; a card becomes a message with a button that opens the event."""
    params: Json = {
        "inline_query_id": query,
        "results": [_article(card, cards.open, bot_name) for card in cards.cards],
        "cache_time": _FOR_ONE if cards.is_personal else _FOR_ALL,
        "is_personal": cards.is_personal,
        "next_offset": str(cards.next) if cards.next else "",
        "button": {"text": cards.ask, "start_parameter": cards.link},
    }
    return Part(method="answerInlineQuery", params=params)


def _article(card: Card, label: str, bot_name: str) -> Json:
    text = format_rich(card.text)[0]
    content: Json = {"message_text": text.text, "link_preview_options": {"is_disabled": True}}
    if text.entities:
        content["entities"] = list(text.entities)
    markup = inline_keyboard(((Button(label=label, link=card.link),),), bot_name)
    article: Json = {"type": "article", "id": card.id, "title": clean(card.title), "description": clean(card.told)}
    return article | {"input_message_content": content} | ({"reply_markup": markup} if markup else {})
