"""What all payloads are made of. A card is input from outside: everything is bounded."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from dialogs.text.inert import MAX_TEXT

Id = Annotated[str, StringConstraints(max_length=80)]
Word = Annotated[str, StringConstraints(max_length=200)]
Line = Annotated[str, StringConstraints(max_length=8_000)]
Words = Annotated[str, StringConstraints(max_length=600)]
Text = Annotated[str, StringConstraints(max_length=2 * MAX_TEXT)]


class Payload(BaseModel):
    """A frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
