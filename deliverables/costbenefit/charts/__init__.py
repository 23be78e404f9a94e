"""The results of a cost-benefit study as drawings, for page and paper alike, each with the same data as a table.

Every chart takes objects of the appraisal and `colour`, the portal's tokens (name → value). What cannot be drawn is an
`Undefined` that says why. Gains are full, costs striped, transfers hollow, and every amount is written with its sign:
nothing is told by colour alone. matplotlib is imported when a first chart is drawn, not when the portal starts."""

from .cascade import waterfall
from .curves import flows
from .draws import histogram
from .hypotheses import tornado
from .parties import stakeholders
from .parts import amount
from .situations import scenarios

__all__ = ["amount", "every", "flows", "histogram", "scenarios", "stakeholders", "tornado", "waterfall"]


def every(found, colour):
    """Every chart of Findings by its name, an Undefined where there is nothing to draw."""
    told = found.results
    return {
        "stakeholders": stakeholders(told.accounts, colour),
        "flows": flows(found.study, told, colour),
        "waterfall": waterfall(found.study, told, colour),
        "tornado": tornado(found.variations, colour),
        "histogram": histogram(found.simulation, colour),
        "scenarios": scenarios([(s.label, s.results.npv) for s in found.scenarios], colour),
    }
