"""Who answers what: one handler an intent, of the same name."""

from collections.abc import Callable

from bot.conversation.handlers import (
    add_to_calendar,
    cancel_reminder,
    contact_human,
    event_conditions,
    event_details,
    event_place,
    event_registration,
    event_time,
    goodbye,
    greet,
    help,
    list_reminders,
    list_subscriptions,
    out_of_scope,
    privacy,
    programme_info,
    search_events,
    set_profile,
    set_reminder,
    show_more,
    subscribe,
    suggest_class_visit,
    thank,
    unsubscribe,
)
from bot.conversation.message import Reply
from bot.conversation.turn import Turn

HANDLERS: dict[str, Callable[[Turn], Reply]] = {
    "search_events": search_events.handle,
    "show_more": show_more.handle,
    "event_details": event_details.handle,
    "event_time": event_time.handle,
    "event_place": event_place.handle,
    "event_conditions": event_conditions.handle,
    "event_registration": event_registration.handle,
    "suggest_class_visit": suggest_class_visit.handle,
    "set_reminder": set_reminder.handle,
    "list_reminders": list_reminders.handle,
    "cancel_reminder": cancel_reminder.handle,
    "subscribe": subscribe.handle,
    "list_subscriptions": list_subscriptions.handle,
    "unsubscribe": unsubscribe.handle,
    "add_to_calendar": add_to_calendar.handle,
    "set_profile": set_profile.handle,
    "programme_info": programme_info.handle,
    "privacy": privacy.handle,
    "contact_human": contact_human.handle,
    "greet": greet.handle,
    "thank": thank.handle,
    "goodbye": goodbye.handle,
    "help": help.handle,
    "out_of_scope": out_of_scope.handle,
}
