"""The bot in another language: what is translated, and that the policy's words never are."""
