"""Jobs stand in procrastinate's own tables, as the migration made them."""

from importlib import resources

import pytest

from storage.database.opening import open_database

NEWEST = "03.04.00_50_post_add_retry_failed_job_procedure.sql"


def test_the_migration_knows_the_newest_schema_of_the_jobs() -> None:
    """A newer procrastinate wants a revision of our own that runs its migrations after NEWEST."""
    steps = resources.files("procrastinate.sql.migrations").iterdir()
    assert max(step.name for step in steps if step.name.endswith(".sql")) == NEWEST


def test_sqlite_has_no_jobs(sqlite_url: str) -> None:
    with pytest.raises(ValueError, match="PostgreSQL"):
        open_database(sqlite_url, jobs=True)
