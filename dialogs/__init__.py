"""What is said: flows as pure state machines, cards and wording. Knows no SDK, no SQL, no HTTP."""
