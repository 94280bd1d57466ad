"""The delivery engines: what brings each due delivery to the courier, and does scheduled work.

Two behind one port (`Engine`), held to one suite (tests/contracts/test_engines.py):

- embedded: a loop over what is due, under leases on the table. SQLite, or PostgreSQL.
- procrastinate: a job for each delivery, written in the transaction that makes it due.
  PostgreSQL, any number of replicas. Imported only where it is used (bot.engines.jobs).
"""

from bot.engines.chores import Chore, Chores
from bot.engines.embedded import EmbeddedEngine
from bot.engines.port import Engine

__all__ = ["Chore", "Chores", "EmbeddedEngine", "Engine"]
