"""What runs beside the turns: the engine of the deliveries, and scheduled work."""

from collections.abc import Callable
from datetime import timedelta

from bot.daily_digest import EVERY as DIGEST_EVERY
from bot.daily_digest import DailyDigest
from bot.deliveries.delivery import Courier
from bot.engines import Chore, Chores, EmbeddedEngine, Engine
from bot.housekeeping import EVERY, Housekeeping, Kept
from bot.settings import Settings
from storage.cases.reminders import ReminderRules
from storage.ports.clock import Clock
from storage.ports.stores import Stores


def engine_for(settings: Settings, courier: Courier, chores: Chores) -> Engine:
    """Return what brings deliveries to the courier and does the scheduled work."""
    if settings.delivery_engine == "procrastinate":
        # Its packages are 16 MB that a service with the other engine does without.
        from bot.engines.jobs import JobEngine  # noqa: PLC0415 - see above

        return JobEngine(settings.database_url, courier, chores)
    return EmbeddedEngine(courier, chores)


def all_chores(
    settings: Settings, stores: Stores, clock: Clock, nudge: Callable[[], None]
) -> Chores:
    """List the scheduled work, each with its name on the rota."""
    housekeeping = Housekeeping(stores, clock, _kept(settings), _reminder_rules(settings))
    by_mail = settings.mail_server().domain if settings.email_host else None
    digest = DailyDigest(stores.casework, clock, settings.digest_time(), by_mail, nudge)
    return Chores(
        stores.rota,
        [
            Chore("housekeeping", EVERY, housekeeping.sweep),
            Chore("digest", DIGEST_EVERY, digest.write),
        ],
    )


def _kept(settings: Settings) -> Kept:
    return Kept(
        questions=timedelta(days=settings.questions_kept_days),
        cases=timedelta(days=settings.cases_kept_days),
        audit=timedelta(days=settings.audit_kept_days),
    )


def _reminder_rules(settings: Settings) -> ReminderRules:
    return ReminderRules(
        untaken=timedelta(hours=settings.remind_untaken_hours),
        undecided=timedelta(hours=settings.remind_undecided_hours),
        again=timedelta(hours=settings.remind_again_hours),
        most=settings.reminders_most,
    )
