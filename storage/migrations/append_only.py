"""Triggers that keep the audit as it was written, on both databases.

An entry may be neither changed nor deleted, except in a transaction that has a row in
`maintenance`: the way that retention takes, which is itself audited.
"""

from sqlalchemy import Connection, text

_IN_MAINTENANCE = "EXISTS (SELECT 1 FROM maintenance)"
_REFUSAL = "the audit is append-only"


def forbid_changes(connection: Connection) -> None:
    """Put the triggers on `audit_entries`."""
    if connection.dialect.name == "sqlite":
        statements = [_sqlite_trigger("UPDATE"), _sqlite_trigger("DELETE")]
    else:
        statements = [_FUNCTION, _ROW_TRIGGER, _TABLE_TRIGGER]
    for statement in statements:
        connection.execute(text(statement))


def _sqlite_trigger(change: str) -> str:
    return (
        f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit_entries "
        f"WHEN NOT {_IN_MAINTENANCE} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    )


_FUNCTION = f"""
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT {_IN_MAINTENANCE} THEN
        RAISE EXCEPTION '{_REFUSAL}';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$
"""
_ROW_TRIGGER = (
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_entries "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
)
_TABLE_TRIGGER = (
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_entries "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
)
