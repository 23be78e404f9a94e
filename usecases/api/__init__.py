"""Use cases and territories as JSON: the same visibility and the same actions as the pages."""

from .territories import Territories
from .usecases import OneUseCase, UseCases

__all__ = ["OneUseCase", "Territories", "UseCases"]
