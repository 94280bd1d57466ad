"""One press that reaches two replicas at once is one report, whose receipt both give."""

from datetime import datetime

import pytest
from sqlalchemy import Connection, create_engine

from storage.cases.case_rows import CaseRow
from storage.data_protection.cipher import Cipher
from storage.database.kit import Kit
from storage.database.sql import open_stores
from storage.records import NewReport, Receipt
from storage.reports import submitting
from tests.contracts.support import REPORTER_PERSON, SetClock, a_report


async def test_what_another_replica_stored_meanwhile_is_no_second_report_of_the_post(
    postgresql_url: str, cipher: Cipher, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = await open_stores(postgresql_url, cipher, clock)
    elsewhere = create_engine(postgresql_url)
    case_for, first = submitting._case_for, list[Receipt]()

    def after_the_other(
        connection: Connection, kit: Kit, sent: NewReport, now: datetime
    ) -> CaseRow:
        """Let the other replica store the press after this one has looked for it."""
        monkeypatch.setattr(submitting, "_case_for", case_for)
        with elsewhere.begin() as other:
            first.append(submitting.submit(other, kit, sent))
        return case_for(connection, kit, sent, now)

    monkeypatch.setattr(submitting, "_case_for", after_the_other)
    receipt = await stores.reports.submit(a_report())
    assert receipt == first[0].model_copy(update={"repeated": True})
    [kept] = await stores.reports.reports_of(REPORTER_PERSON)
    assert kept.reference == receipt.reference
    elsewhere.dispose()
    await stores.close()
