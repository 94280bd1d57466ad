"""Cases: their append-only threads, the rules of their life, and how the team sees them."""
