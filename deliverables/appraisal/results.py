"""The figures of a study, each undefined case said in words rather than hidden in a zero."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from .effects import Nature, Side, Stakeholder, Theme
from .flows import ONE, ZERO, cumulated, discounted, present_value, sign, sign_changes, swept

_PRECISION = Decimal("1e-12")


@dataclass(frozen=True, slots=True)
class Undefined:
    """A figure that cannot be given, and why, as a French sentence."""

    why: str

    def __bool__(self):
        return False


# Pages, documents and spreadsheets say these in the same words.
NO_COST = Undefined("Aucun coût n’est compté\u00a0: le ratio n’a pas de sens.")
NEGATIVE_COSTS = Undefined("Le total des coûts est négatif\u00a0: le ratio n’a pas de sens.")
NO_PUBLIC_SPENDING = Undefined("La dépense publique nette est nulle\u00a0: rien à rapporter à un euro dépensé.")
EARNS_PUBLIC_MONEY = Undefined(
    "Le projet rapporte aux budgets publics plus qu’il ne leur coûte\u00a0: rien à rapporter à un euro dépensé."
)
NO_ROOT = Undefined("Les flux ne changent jamais de signe\u00a0: aucun taux n’annule la VAN.")
SEVERAL_ROOTS = Undefined("Les flux changent plusieurs fois de signe\u00a0: plusieurs taux pourraient annuler la VAN.")
ROOT_BEYOND = Undefined("Le taux qui annule la VAN est hors de toute mesure.")
NO_FLOW = Undefined("Les flux nets sont nuls chaque année\u00a0: il n’y a pas de mise à retrouver.")
GAINS_FIRST = Undefined("Le projet rapporte d’abord et coûte ensuite\u00a0: le délai de retour n’a pas de sens.")
NEVER_PAID_BACK = Undefined("La mise n’est pas retrouvée avant la fin de la période étudiée.")


@dataclass(slots=True)
class Account:
    """What a stakeholder gains and pays over the horizon, in present euros. `investment`, `running` and `hidden` part its
    costs; transfers are apart, in `received` and `given`."""

    stakeholder: Stakeholder
    benefits: Decimal = ZERO
    costs: Decimal = ZERO
    investment: Decimal = ZERO
    running: Decimal = ZERO
    hidden: Decimal = ZERO
    received: Decimal = ZERO
    given: Decimal = ZERO

    @property
    def net(self):
        return self.benefits - self.costs + self.received - self.given


@dataclass(frozen=True, slots=True)
class Results:
    net: list[Decimal]  # yearly net flow of the whole, transfers cancelled
    benefits: Decimal  # present value
    costs: Decimal  # present value
    npv: Decimal  # VAN
    ratio: Decimal | Undefined  # B/C
    irr: Decimal | Undefined  # TRI
    payback: Decimal | Undefined  # years, undiscounted
    discounted_payback: Decimal | Undefined  # years
    public_spending: Decimal  # present net spending of public stakeholders
    npv_per_public_euro: Decimal | Undefined
    accounts: list[Account] = field(default_factory=list)
    themes: dict[Theme, Decimal] = field(default_factory=dict)  # net present value of each theme that has a measured line


def results(study):
    """Every figure of the study. Exact: present values are linear in each line's amounts."""
    benefits, costs = present_value(study.gains, study.rate), present_value(study.pains, study.rate)
    worth, spending = npv(study), public_spending(study)
    return Results(
        net=study.net,
        benefits=benefits,
        costs=costs,
        npv=worth,
        ratio=_ratio(benefits, costs),
        irr=irr(study.net),
        payback=payback(study.net),
        discounted_payback=payback(discounted(study.net, study.rate)),
        public_spending=spending,
        npv_per_public_euro=_per_public_euro(worth, spending),
        accounts=accounts(study),
        themes=by_theme(study),
    )


def npv(study):
    """The net present value alone."""
    return present_value(study.net, study.rate)


def _ratio(benefits, costs):
    if sign(costs) > 0:
        return benefits / costs
    if sign(costs) < 0:
        return NEGATIVE_COSTS
    return NO_COST


def _per_public_euro(worth, spending):
    if sign(spending) > 0:
        return worth / spending
    if sign(spending) < 0:
        return EARNS_PUBLIC_MONEY
    return NO_PUBLIC_SPENDING


def irr(flow):
    """The rate at which the flow's present value is zero (TRI). Defined only with exactly one change of sign, which also
    makes it unique above -100 %; found by bisection to 12 decimals."""
    changes = sign_changes(flow)
    if changes == 0:
        return NO_ROOT
    if changes > 1:
        return SEVERAL_ROOTS
    flow, low, high = swept(flow), Decimal("-0.999999"), Decimal(1)
    at_low = _worth(flow, low)
    while (_worth(flow, high) > 0) == (at_low > 0):
        high *= 2
        if high > 10**9:
            return ROOT_BEYOND
    while high - low > _PRECISION:
        middle = (low + high) / 2
        if (_worth(flow, middle) > 0) == (at_low > 0):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _worth(flow, rate):
    """Same sign as the present value, computed from the last year back so that rates near -100 % stay finite."""
    value = ZERO
    for euros in reversed(flow):
        value = value / (1 + rate) + euros
    return value


def payback(flow):
    """Years until the cumulated flow is no longer negative for the first time, straight within the year; 0 when it never
    is. Whether it stays so is another question: a renewal may bring it below zero again (see `sinks_again`)."""
    if not any(sign(euros) for euros in flow):
        return NO_FLOW
    so_far = cumulated(flow)
    signs = [sign(euros) for euros in so_far]
    if -1 not in signs:
        return ZERO
    below = signs.index(-1)
    if 1 in signs[:below]:
        return GAINS_FIRST
    for t in range(below + 1, len(flow)):
        if signs[t] >= 0:
            return t - 1 + min(-so_far[t - 1] / flow[t], ONE)
    return NEVER_PAID_BACK


def sinks_again(flow):
    """The year (0, 1, …) in which the cumulated flow, once paid back, falls below zero again; None when it does not."""
    signs = [sign(euros) for euros in cumulated(flow)]
    paid = False
    for t, (before, after) in enumerate(pairwise(signs), start=1):
        if paid and after < 0 <= before:
            return t
        paid = paid or before < 0 <= after
    return None


def public_spending(study):
    """Present value of what public stakeholders spend, net of what the project saves or brings them. Values that move no
    money (carbon, users' time) never enter a budget; transfers between a public stakeholder and another do."""
    public = {stakeholder.id for stakeholder in study.stakeholders if stakeholder.public}
    spent = ZERO
    for flow in study.flows:
        if flow.effect.budget:
            spent -= flow.worth * (flow.effect.stakeholder in public)
            spent += flow.worth * (flow.effect.transfer_to in public)  # the other party gets the opposite
    return spent


def accounts(study):
    """An Account for each stakeholder, in the study's order."""
    found = {stakeholder.id: Account(stakeholder) for stakeholder in study.stakeholders}
    for flow in study.flows:
        effect, own = flow.effect, found[flow.effect.stakeholder]
        if effect.transfer_to:
            other = found[effect.transfer_to]
            gained = effect.side is Side.BENEFIT
            payer, receiver, moved = (other, own, flow.worth) if gained else (own, other, -flow.worth)
            payer.given += moved
            receiver.received += moved
        elif effect.side is Side.BENEFIT:
            own.benefits += flow.worth
        else:
            own.costs -= flow.worth
            part = _PARTS[effect.nature]
            setattr(own, part, getattr(own, part) - flow.worth)
    return list(found.values())


_PARTS = {Nature.INVESTMENT: "investment", Nature.RUNNING: "running", Nature.HIDDEN: "hidden"}


def by_theme(study):
    found = {}
    for flow in study.real:
        if flow.effect.monetised and flow.effect.unit_value is not None:
            found[flow.effect.theme] = found.get(flow.effect.theme, ZERO) + flow.worth
    return found
