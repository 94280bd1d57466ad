"""Running the bot on one machine: set-up, pages, ports, the terminal client."""
