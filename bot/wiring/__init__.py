"""How the parts of the service are joined, a module for each kind; bot.app joins all of them."""
