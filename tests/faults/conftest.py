"""The running service, as for the journeys, to be put under strain."""

from tests.journeys.conftest import connector, issuer, toolbox

__all__ = ["connector", "issuer", "toolbox"]
