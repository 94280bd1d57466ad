"""Where the stores, and the service, have the time from; tests give their own."""

from collections.abc import Callable
from datetime import datetime

Clock = Callable[[], datetime]
"""Gives the present time, aware and in UTC."""
