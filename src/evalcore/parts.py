"""The base of every part of a standard, and the exact numbers it holds."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer

from evalcore.scalars import Number

Exact = Annotated[Number, PlainSerializer(str, return_type=str, when_used="json")]


class Part(BaseModel):
    """Base of every part of a standard: closed and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
