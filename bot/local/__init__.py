"""Running the bot on one machine, for trying it out: the pages, a key, a terminal client."""
