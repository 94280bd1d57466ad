"""What holds for every test."""

from hypothesis import HealthCheck, settings

# The same examples every time, however slow the machine is: a test that fails, fails for everybody.
# To look for new ones: `pytest --hypothesis-profile=default`.
settings.register_profile(
    "gate",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("gate")
