"""The long versions run on what the quick ones run on."""

from tests.faults.conftest import connector, issuer, toolbox

__all__ = ["connector", "issuer", "toolbox"]
