"""The results of a cost-benefit study as drawings."""

from .parts import amount, flows, histogram, scenarios, stakeholders, tornado, waterfall

__all__ = ["amount", "flows", "histogram", "scenarios", "stakeholders", "tornado", "waterfall"]
