"""Reports that are filled in in a dialog of Teams' menus, for its journeys."""

from tests.journeys.menus import POST, Dialog, message_payload
from tests.journeys.world import World

REPORT, LOOK, CHECK = "report-message", "check-message", "should-i-post-this"


WITH_LINK = f'<p>Have you seen this?</p><p><a href="{POST}?trk=nia">{POST}?trk=nia</a></p>'


CONCERN = "<div>ONS has been hacked, says&nbsp;Bob</div>"


async def reviewed(world: World, content: str = WITH_LINK) -> Dialog:
    """Report a message, and fill in the form; return the dialog at its review."""
    nia = world.person("Nia Reporter", 1)
    dialog = await Dialog(nia, REPORT, message_payload(content)).open()
    return await dialog.press("Check before sending", principle="hard-breach.hacked")
