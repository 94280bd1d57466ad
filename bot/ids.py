"""Where fresh ids come from; tests pass their own."""

from collections.abc import Callable
from uuid import UUID

NewId = Callable[[], UUID]
