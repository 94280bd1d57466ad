"""What the bot asks of storage: one protocol a store, every method a whole transaction.

Implemented twice, by `storage.memory` and by the SQL stores (SQLite and PostgreSQL); one contract
suite, `tests/contracts/`, holds for all of them.
A `cause` names what brought an action (an activity): the same cause on the same case has one
effect, and gives the same answer again.
"""
