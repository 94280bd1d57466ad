"""The policy and what was trained on it, as the dialogs work with them."""

from bot.settings import Settings
from dialogs.languages.owners_files import (
    translated_follow_ups,
    translated_policy,
    translated_silence,
)
from dialogs.toolbox import Toolbox
from policy_content.draft_reader import DraftReader
from policy_content.follow_up_files import load_follow_ups
from policy_content.loader import load_policy
from policy_content.search import QuestionMatcher
from policy_content.silence_files import load_silence


def load_toolbox(settings: Settings) -> Toolbox:
    """Read the policy and what was trained on it. Raises PolicyProblems for a broken policy."""
    chat = f"https://teams.microsoft.com/l/chat/0/0?users=28:{settings.app_id}"
    policy = translated_policy(load_policy())
    return Toolbox(
        policy=policy,
        find=QuestionMatcher.load().find,
        read=DraftReader.load().read,
        policy_contact=settings.policy_contact,
        bot_chat_link=chat if settings.app_id else "",
        silence=translated_silence(load_silence(policy.clauses)),
        follow_ups=translated_follow_ups(load_follow_ups(policy.clauses)),
        personal_signpost=settings.personal_signpost,
        danger_signpost=settings.danger_signpost,
        social_media_desk=settings.social_media_desk,
        questions_kept_days=settings.questions_kept_days,
    )
