"""A sample of every kind of message and of update that Telegram has, as the Bot API writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

SOMEBODY: Json = {"id": 777, "is_bot": False, "first_name": "Somebody"}
ANOTHER_BOT: Json = {"id": 778, "is_bot": True, "first_name": "Another", "username": "another_bot"}
GROUP: Json = {"id": -100500, "type": "supergroup", "title": "A group"}
CHANNEL: Json = {"id": -100600, "type": "channel", "title": "A channel"}
ELSEWHERE: Json = {"id": 4242, "type": "private", "first_name": "Somebody"}

_FILE: Json = {"file_id": "file", "file_unique_id": "unique", "file_size": 10}
_PICTURE: Json = _FILE | {"width": 10, "height": 10}
_MOVING: Json = _PICTURE | {"duration": 1}
_PLACE: Json = {"latitude": 37.07, "longitude": 36.25}
_STAR: Json = {
    "currency": "XTR",
    "total_amount": 1,
    "invoice_payload": "x",
    "telegram_payment_charge_id": "y",
}
_PRICE: Json = {"currency": "XTR", "amount": 1}
_TASK: Json = {"id": 1, "text": "a task"}
_LIST: Json = {"title": "a list", "tasks": [_TASK]}
_STICKER: Json = _PICTURE | {"type": "regular", "is_animated": False, "is_video": False}
_GIFT: Json = {"id": "gift", "sticker": _STICKER, "star_count": 1}
_OPTION: Json = {"persistent_id": "a", "text": "one", "voter_count": 0}
_POLL: Json = {
    "id": "5",
    "question": "Tea?",
    "options": [_OPTION, _OPTION | {"persistent_id": "b"}],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": True,
    "members_only": False,
}
_DRAW: Json = {"chats": [CHANNEL], "winners_selection_date": 1, "winner_count": 1}
_UNIQUE: Json = {
    "gift": {
        "gift_id": "gift",
        "base_name": "b",
        "name": "n",
        "number": 1,
        "model": {"name": "m", "sticker": _STICKER, "rarity_per_mille": 1},
        "symbol": {"name": "s", "sticker": _STICKER, "rarity_per_mille": 1},
        "backdrop": {
            "name": "b",
            "colors": {"center_color": 1, "edge_color": 1, "symbol_color": 1, "text_color": 1},
            "rarity_per_mille": 1,
        },
    },
    "origin": "transfer",
}
CONTENT: Mapping[str, Json] = {
    "animation": {"animation": _MOVING, "document": _FILE},
    "audio": {"audio": _FILE | {"duration": 1}},
    "checklist": {"checklist": _LIST},
    "contact": {"contact": {"phone_number": "+15550100", "first_name": "A."}},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "document": {"document": _FILE},
    "game": {"game": {"title": "g", "description": "d", "photo": [_PICTURE]}},
    "gift": {"gift": {"gift": _GIFT}},
    "giveaway": {"giveaway": _DRAW},
    "giveaway_winners": {
        "giveaway_winners": {
            "chat": CHANNEL,
            "giveaway_message_id": 1,
            "winners_selection_date": 1,
            "winner_count": 1,
            "winners": [SOMEBODY],
        }
    },
    "invoice": {
        "invoice": {
            "title": "t",
            "description": "d",
            "start_parameter": "s",
            "currency": "XTR",
            "total_amount": 1,
        }
    },
    "live_photo": {"live_photo": _MOVING},
    "location": {"location": _PLACE},
    "paid_media": {"paid_media": {"star_count": 1, "paid_media": [{"type": "preview"}]}},
    "passport_data": {
        "passport_data": {"data": [], "credentials": {"data": "d", "hash": "h", "secret": "s"}}
    },
    "photo": {"photo": [_PICTURE]},
    "poll": {"poll": _POLL},
    "sticker": {"sticker": _STICKER},
    "story": {"story": {"id": 1, "chat": ELSEWHERE}},
    "unique_gift": {"unique_gift": _UNIQUE},
    "venue": {"venue": {"location": _PLACE, "title": "a cafe", "address": "a street"}, "location": _PLACE},
    "video": {"video": _MOVING},
    "video_note": {"video_note": _FILE | {"length": 10, "duration": 1}},
    "voice": {"voice": _FILE | {"duration": 1}},
}
"""What people send, each with what is told of it."""

SERVICE: Mapping[str, Json] = {
    "boost_added": {"boost_added": {"boost_count": 1}},
    "channel_chat_created": {"channel_chat_created": True},
    "chat_background_set": {
        "chat_background_set": {
            "type": {"type": "chat_theme", "theme_name": "x"},
        }
    },
    "chat_owner_changed": {"chat_owner_changed": {"new_owner": SOMEBODY}},
    "chat_owner_left": {"chat_owner_left": {"new_owner": SOMEBODY}},
    "chat_shared": {"chat_shared": {"request_id": 1, "chat_id": -1}},
    "checklist_tasks_added": {"checklist_tasks_added": {"tasks": [_TASK]}},
    "checklist_tasks_done": {"checklist_tasks_done": {"marked_as_done_task_ids": [1]}},
    "connected_website": {"connected_website": "example.org"},
    "delete_chat_photo": {"delete_chat_photo": True},
    "direct_message_price_changed": {
        "direct_message_price_changed": {"are_direct_messages_enabled": True, "direct_message_star_count": 1}
    },
    "forum_topic_closed": {"forum_topic_closed": {}},
    "forum_topic_created": {"forum_topic_created": {"name": "t", "icon_color": 1}},
    "forum_topic_edited": {"forum_topic_edited": {"name": "t"}},
    "forum_topic_reopened": {"forum_topic_reopened": {}},
    "general_forum_topic_hidden": {"general_forum_topic_hidden": {}},
    "general_forum_topic_unhidden": {"general_forum_topic_unhidden": {}},
    "gift_upgrade_sent": {"gift_upgrade_sent": {"gift": _GIFT}},
    "giveaway_completed": {"giveaway_completed": {"winner_count": 1}},
    "giveaway_created": {"giveaway_created": {}},
    "group_chat_created": {"group_chat_created": True},
    "left_chat_member": {"left_chat_member": SOMEBODY},
    "managed_bot_created": {"managed_bot_created": {"bot": ANOTHER_BOT}},
    "message_auto_delete_timer_changed": {
        "message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}
    },
    "migrate_to_chat_id": {"migrate_to_chat_id": -1},
    "new_chat_members": {"new_chat_members": [SOMEBODY]},
    "new_chat_photo": {"new_chat_photo": [_PICTURE]},
    "new_chat_title": {"new_chat_title": "a title"},
    "paid_message_price_changed": {"paid_message_price_changed": {"paid_message_star_count": 1}},
    "pinned_message": {"pinned_message": {"message_id": 1, "date": 1, "chat": ELSEWHERE, "text": "pinned"}},
    "poll_option_added": {
        "poll_option_added": {"option_persistent_id": "a", "option_text": "three"},
    },
    "poll_option_deleted": {
        "poll_option_deleted": {"option_persistent_id": "a", "option_text": "three"},
    },
    "proximity_alert_triggered": {
        "proximity_alert_triggered": {"traveler": SOMEBODY, "watcher": SOMEBODY, "distance": 1}
    },
    "refunded_payment": {"refunded_payment": _STAR},
    "successful_payment": {
        "successful_payment": _STAR | {"provider_payment_charge_id": "z"},
    },
    "suggested_post_approval_failed": {"suggested_post_approval_failed": {"price": _PRICE}},
    "suggested_post_approved": {"suggested_post_approved": {"send_date": 1}},
    "suggested_post_declined": {"suggested_post_declined": {}},
    "suggested_post_paid": {"suggested_post_paid": {"currency": "XTR"}},
    "suggested_post_refunded": {"suggested_post_refunded": {"reason": "post_deleted"}},
    "supergroup_chat_created": {"supergroup_chat_created": True},
    "users_shared": {"users_shared": {"request_id": 1, "users": [{"user_id": 1}]}},
    "video_chat_ended": {"video_chat_ended": {"duration": 1}},
    "video_chat_participants_invited": {"video_chat_participants_invited": {"users": [SOMEBODY]}},
    "video_chat_scheduled": {"video_chat_scheduled": {"start_date": 1}},
    "video_chat_started": {"video_chat_started": {}},
    "web_app_data": {"web_app_data": {"data": "x", "button_text": "y"}},
    "write_access_allowed": {"write_access_allowed": {}},
}
"""What Telegram writes into a chat by itself, or for a service that this bot has not."""

BESIDE_TEXT: Mapping[str, Json] = {
    "business_connection_id": {"business_connection_id": "b"},
    "effect_id": {"effect_id": "5"},
    "reply_to_story": {"reply_to_story": {"id": 1, "chat": ELSEWHERE}},
    "sender_boost_count": {"sender_boost_count": 1},
    "sender_business_bot": {"sender_business_bot": ANOTHER_BOT},
    "suggested_post_info": {"suggested_post_info": {"state": "pending"}},
}
"""What Telegram may tell beside the words of a message."""

_BUSINESS: Json = {"message_id": 9, "date": 1, "chat": ELSEWHERE, "from": SOMEBODY, "text": "4 3 tea"}
_POST: Json = {"message_id": 9, "date": 1, "chat": CHANNEL, "sender_chat": CHANNEL, "text": "/start"}
_BOOST: Json = {
    "boost_id": "b",
    "add_date": 1,
    "expiration_date": 2,
    "source": {"source": "premium", "user": SOMEBODY},
}
_MEMBER: Json = {
    "chat": GROUP,
    "from": SOMEBODY,
    "date": 1,
    "old_chat_member": {"user": SOMEBODY, "status": "left"},
    "new_chat_member": {"user": SOMEBODY, "status": "member"},
}
UPDATES: Mapping[str, Json] = {
    "business_connection": {
        "id": "b",
        "user": SOMEBODY,
        "user_chat_id": 777,
        "date": 1,
        "is_enabled": True,
    },
    "business_message": _BUSINESS,
    "channel_post": _POST,
    "chat_boost": {"chat": CHANNEL, "boost": _BOOST},
    "chat_join_request": {"chat": GROUP, "from": SOMEBODY, "user_chat_id": 777, "date": 1},
    "chat_member": _MEMBER,
    "chosen_inline_result": {"result_id": "r", "from": SOMEBODY, "query": "q"},
    "deleted_business_messages": {"business_connection_id": "b", "chat": ELSEWHERE, "message_ids": [1]},
    "edited_business_message": _BUSINESS | {"edit_date": 2},
    "edited_channel_post": _POST | {"edit_date": 2},
    "guest_message": _BUSINESS,
    "inline_query": {"id": "q", "from": SOMEBODY, "query": "week", "offset": ""},
    "managed_bot": {"user": SOMEBODY, "bot": ANOTHER_BOT},
    "message_reaction": {
        "chat": ELSEWHERE,
        "message_id": 1,
        "user": SOMEBODY,
        "date": 1,
        "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": "👍"}],
    },
    "message_reaction_count": {"chat": CHANNEL, "message_id": 1, "date": 1, "reactions": []},
    "poll": _POLL,
    "poll_answer": {"poll_id": "5", "user": SOMEBODY, "option_ids": [0], "option_persistent_ids": ["a"]},
    "pre_checkout_query": {
        "id": "p",
        "from": SOMEBODY,
        "currency": "XTR",
        "total_amount": 1,
        "invoice_payload": "x",
    },
    "purchased_paid_media": {"from": SOMEBODY, "paid_media_payload": "x"},
    "removed_chat_boost": {
        "chat": CHANNEL,
        "boost_id": "b",
        "remove_date": 1,
        "source": {"source": "premium", "user": SOMEBODY},
    },
    "shipping_query": {
        "id": "s",
        "from": SOMEBODY,
        "invoice_payload": "x",
        "shipping_address": {
            "country_code": "TR",
            "state": "",
            "city": "Osmaniye",
            "street_line1": "s",
            "street_line2": "",
            "post_code": "80000",
        },
    },
}
"""What else Telegram could tell, and this bot never asks for: all but messages, edits, taps and its own membership."""
