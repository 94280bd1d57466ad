"""The policy itself: its words, and pure functions over them. Knows no chat, SQL or HTTP."""

from policy_content.loader import POLICY_FOLDER, load_policy

__all__ = ["POLICY_FOLDER", "load_policy"]
