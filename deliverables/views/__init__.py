"""Which page or fragment answers about deliverables."""

from .catalogue import catalogue

__all__ = ["catalogue"]
