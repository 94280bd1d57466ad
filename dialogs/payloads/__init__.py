"""What comes back from buttons. A card is input from outside: everything is bounded."""
