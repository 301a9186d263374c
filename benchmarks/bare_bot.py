"""The least bot that python-telegram-bot can poll with, at its defaults: what Goldseam is measured against."""

from __future__ import annotations

import os

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


async def tapped(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer the tap and show a card as large as Goldseam's; keep nothing."""
    query = update.callback_query
    if query is None:
        return
    await query.answer()
    digits = [InlineKeyboardButton(str(digit), callback_data=f"safety:{digit}") for digit in range(1, 6)]
    unsaid = InlineKeyboardButton("Rather not say", callback_data="safety:unsaid")
    support = InlineKeyboardButton("Support", callback_data="support")
    await query.edit_message_text(
        f"You tapped {query.data}.\n\nHow safe did you feel today?",
        reply_markup=InlineKeyboardMarkup([digits, [unsaid], [support]]),
    )


def main() -> None:
    url = os.environ["TELEGRAM_API_BASE_URL"]
    application = Application.builder().token(os.environ["TELEGRAM_BOT_TOKEN"]).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(tapped))
    application.run_polling()


if __name__ == "__main__":
    main()
