"""Commands are whole messages: "help" or "cancel" inside longer text never fires."""

import re
from enum import StrEnum
from functools import cache

from dialogs import wording
from dialogs.languages import gettext
from dialogs.text.inert import clean
from dialogs.wording import answers, checks, reports


class Command(StrEnum):
    """What a whole message may ask for."""

    HELP = "help"
    HELLO = "hello"
    THANKS = "thanks"
    ASK = "ask"
    PERSON = "person"
    WHO_READS = "who reads"
    CANCEL = "cancel"
    BACK = "back"
    START_AGAIN = "start again"
    CHECK = "check"
    REPORT = "report"
    MY_REPORTS = "my reports"
    SECTION = "section"
    CHANGE = "change"
    USE_CHANNEL = "use channel"
    DONT_KEEP = "don't keep"
    ASK_CONTACT = "ask contact"
    WHO_SEES = "who sees"


_PHRASES = {
    Command.HELP: (
        "help|help me|what can you do|what do you do|menu|commands|?"
        "|how does this work|who are you|what are you"
    ),
    Command.HELLO: (
        "hi|hello|hey|hiya|hi there|hello there|good morning|good afternoon"
        "|good evening|morning|shwmae|helo|bore da"
    ),
    Command.THANKS: ("thanks|thank you|thanks a lot|many thanks|cheers|ta|diolch|great thanks"),
    Command.ASK: (
        "ask|ask a question|ask about the policy|i have a question|question|ask something"
        "|ask you something|ask you a question|ask a question about the policy"
    ),
    Command.PERSON: (
        "are you a person|are you a human|are you human|are you a real person|are you real"
        "|are you a bot|are you a robot|are you an ai|are you ai|are you a computer"
        "|am i talking to a person|am i talking to a human|am i talking to a bot"
        "|am i speaking to a person|am i speaking to a human|am i chatting with a person"
        "|is this a person|is this a bot|is this a real person|is anybody there|is anyone there"
        "|are you chatgpt|are you copilot"
    ),
    Command.WHO_READS: (
        "who sees this chat|who can see this chat|who reads this chat|who can read this chat"
        "|who can read this|is this private|is this chat private|is this chat confidential"
        "|is this chat recorded|are you recording this|do you keep this chat|can others see this"
        "|can anybody see this|can anyone see this|can my manager see this"
        "|can my boss see this|who sees what i write|who can see what i write|privacy"
        "|what do you keep|what do you store|what do you remember|do you keep what i write"
    ),
    Command.CANCEL: (
        "cancel|cancel that|cancel it|cancel this|stop|stop it|quit|exit"
        "|never mind|nevermind|forget it|discard|discard it|abort"
    ),
    Command.BACK: ("back|go back|previous|previous question|back a step|one step back"),
    Command.START_AGAIN: (
        "start again|start over|restart|begin again|from the start|check another"
    ),
    Command.CHECK: (
        "should i post this|can i post this|may i post this|is it ok to post this"
        "|is this ok to post|check a post|check my post|check a draft|check my draft"
        "|check this post|check post|check|should i post it|can i post it"
        "|should i post|check another post|before i post|think before i post"
    ),
    Command.MY_REPORTS: (
        "my reports|my report|show my reports|list my reports|see my reports"
        "|what happened to my report|what has happened to my report"
        "|what happened with my report|what is happening with my report"
        "|whats happening with my report|where is my report|wheres my report"
        "|any news on my report|any news about my report|status|report status"
        "|status of my report|status of my reports|what happened to my reports"
    ),
    Command.SECTION: (
        "show the whole section|show whole section|whole section|the whole section"
        "|show section|show the section|show me the whole section|section"
    ),
    Command.CHANGE: ("change an answer|change answer|change my answer|change answers"),
    Command.USE_CHANNEL: (
        "use this channel for reports|use this channel|send reports here|use channel for reports"
    ),
    Command.DONT_KEEP: (
        "dont keep|dont keep it|do not keep it|do not keep|dont keep that|dont keep this"
        "|dont keep my question|do not keep my question|dont keep the question"
        "|forget my question|forget the question|forget that question|delete my question"
        "|delete the question|dont store it|dont save it|dont store my question"
    ),
    Command.ASK_CONTACT: (
        "ask the policy contact|ask policy contact|policy contact|contact|ask the contact"
    ),
    Command.WHO_SEES: (
        "who will see this|who will see it|who sees this|who sees it|who can see this"
        "|who can see it|who gets this|who gets it|who will get this|who receives this"
        "|who will read this"
        "|who reads this|who will see my report|who sees my report|who can see my report"
        "|who gets my report|who will know|who will see my name|who sees my name"
        "|will they see my name|do they see my name|will anyone see my name|is this anonymous"
        "|is it anonymous|is this confidential|is it confidential|is my report anonymous"
        "|is my report confidential|are reports anonymous|are reports confidential"
        "|will they know it was me|will they know who i am|will my name be shown"
    ),
}

# The buttons that stand for a command; whatever the language, their words can be typed instead.
_BUTTONS = {
    wording.CHECK_A_POST: Command.CHECK,
    wording.REPORT_A_POST: Command.REPORT,
    wording.MY_REPORTS: Command.MY_REPORTS,
    wording.START_AGAIN: Command.START_AGAIN,
    wording.BACK: Command.BACK,
    wording.CANCEL: Command.CANCEL,
    wording.USE_CHANNEL: Command.USE_CHANNEL,
    answers.SHOW_SECTION: Command.SECTION,
    answers.DONT_KEEP: Command.DONT_KEEP,
    answers.ASK_CONTACT: Command.ASK_CONTACT,
    checks.CHECK_ANOTHER: Command.START_AGAIN,
    checks.CHANGE_AN_ANSWER: Command.CHANGE,
    reports.START_REPORT: Command.REPORT,
    reports.DISCARD: Command.CANCEL,
}

# "report a potential breach on yammer" and its like, after the polite words have gone.
_REPORT = re.compile(
    r"(?:report|start a report|make a report|start report|new report|report another|report one"
    r"|(?:report|flag) (?:a |an |this |the |some )?(?:(?:colleague|somebody|someone)s )?"
    r"(?:possible |potential |suspected )?"
    r"(?:yammer |viva engage |engage )?(?:posts?|breach|message|comment|something)"
    r"(?: (?:on|in|from|off) (?:yammer|viva engage|engage))?"
    r"|start a report (?:of|about) a (?:yammer )?post|tell internal communications)"
)
_POLITE_BEFORE = re.compile(
    r"(?:please|hi|hello|hey|ok|okay|so|could you|can you|would you|can i|could i|may i|id like to"
    r"|i would like to|i want to|i need to|i wish to|i d like to|lets|let me|just) "
)
_POLITE_AFTER = re.compile(r" (?:please|now|thanks|thank you|pls|again please)$")
_QUIET = re.compile(r"[^\w\s?]+")
_LONGEST = 90


def read_command(text: str) -> Command | None:
    """Return the command that the whole of `text` is, if it is one."""
    if len(text) > _LONGEST or "\n" in text.strip():
        return None
    for said in said_plainly(text):
        if said in _by_phrase():
            return _by_phrase()[said]
        if _REPORT.fullmatch(said):
            return Command.REPORT
    return None


def said_plainly(text: str) -> tuple[str, ...]:
    """Return a message in plain words, and then with ever less politeness around it."""
    said = [plain(text)]
    for _ in range(3):
        shorter = _POLITE_AFTER.sub("", _POLITE_BEFORE.sub("", f"{said[-1]} ", count=1).strip())
        if shorter == said[-1] or not shorter:
            break
        said.append(shorter)
    return tuple(said)


def plain(text: str) -> str:
    """Return `text` in small letters, without punctuation, its white space collapsed."""
    bare = clean(text, 400).casefold().replace("’", "'").replace("'", "")
    words = " ".join(_QUIET.sub(" ", bare).split())
    return words if words == "?" else words.replace("?", "").strip()


def phrases() -> tuple[str, ...]:
    """Return what may be typed for each command, a row of phrases each, for the catalogue."""
    return tuple(_PHRASES.values())


@cache
def _by_phrase() -> dict[str, Command]:
    """Return each command by what may be typed for it: in English, and in the language spoken."""
    found = {plain(title): command for title, command in _BUTTONS.items()}
    for command, row in _PHRASES.items():
        own = (plain(phrase) for phrase in gettext(row).split("|"))
        found |= dict.fromkeys((*row.split("|"), *own), command)
    return found


def is_yes(text: str) -> bool | None:
    """Read yes (True) or no (False); None for anything else."""
    said = plain(text)
    yeses = {"yes", "y", "yep", "yeah", "yes please", "ok", "okay", "sure", "ydw", "ie", "true"}
    if said in {*yeses, plain(answers.YES)}:
        return True
    noes = {"no", "n", "nope", "no thanks", "no thank you", "na", "false", plain(answers.NO)}
    return False if said in noes else None


def is_skip(text: str) -> bool:
    """Tell whether a message passes over an optional question."""
    return plain(text) in {
        "skip",
        "skip it",
        "skip this",
        "pass",
        "no draft",
        "none",
        "nothing",
        "dont know",
        plain(reports.SKIP),
    }
