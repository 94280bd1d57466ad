"""The audit is only ever added to: the database itself refuses to change or delete an entry."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from storage.database.tables import audit_entries
from tests.contracts.support import TEAM_MEMBER, World


async def audited(world: World) -> str:
    reference = await world.case_reference(await world.submit())
    await world.see(reference)
    return reference


@pytest.mark.parametrize(
    "change",
    ["UPDATE audit_entries SET action = 'other'", "DELETE FROM audit_entries"],
)
async def test_an_entry_can_be_neither_changed_nor_deleted(
    sql_world: World, sql_url: str, change: str
) -> None:
    reference = await audited(sql_world)
    before = await sql_world.stores.casework.audit(reference)
    engine = create_engine(sql_url)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change))
    engine.dispose()
    assert await sql_world.stores.casework.audit(reference) == before


async def test_the_table_cannot_be_emptied_at_once(sql_world: World, sql_url: str) -> None:
    await audited(sql_world)
    engine = create_engine(sql_url)
    if engine.dialect.name == "postgresql":
        with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
            connection.execute(text("TRUNCATE audit_entries"))
    with engine.connect() as connection:
        assert connection.execute(audit_entries.select()).first() is not None
    engine.dispose()


async def test_retention_may_delete_while_it_says_so_and_nobody_after_it(
    sql_world: World, sql_url: str
) -> None:
    reference = await audited(sql_world)
    engine = create_engine(sql_url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO maintenance (id, why) VALUES (1, 'retention')"))
        connection.execute(text("DELETE FROM audit_entries WHERE action = 'read'"))
        connection.execute(text("DELETE FROM maintenance"))
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_entries"))
    engine.dispose()
    left = await sql_world.stores.casework.audit(reference)
    assert [entry.action for entry in left] == ["reported"]


async def test_actors_are_kept_under_a_pseudonym(sql_world: World, sql_url: str) -> None:
    await audited(sql_world)
    engine = create_engine(sql_url)
    with engine.connect() as connection:
        rows = connection.execute(audit_entries.select()).all()
    engine.dispose()
    assert {row.actor_hash is None for row in rows} == {True, False}
    assert TEAM_MEMBER.person not in str(rows)
