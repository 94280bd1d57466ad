"""A terminal client over the bot's own HTTP endpoint: `python -m bot.local.chat`."""
