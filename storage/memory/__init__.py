"""Stores in memory: a fake that ships, for tests and demonstrations, under the same contract.

It keeps no promise about durability and encrypts nothing, because nothing leaves the process.
Every method runs without giving way to other tasks, and so is a whole transaction.
"""

from storage.memory.stores import MemoryStores

__all__ = ["MemoryStores"]
