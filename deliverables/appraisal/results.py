"""The figures of a study, each undefined case said in words rather than hidden in a zero."""

from dataclasses import dataclass
from decimal import Decimal

from .effects import Nature, Side
from .flows import ZERO, cumulated, discounted, flow_of, opposite, present_value, sign_changes, signed, total

_PRECISION = Decimal("1e-12")


@dataclass(frozen=True, slots=True)
class Undefined:
    """A figure that cannot be given, and why, as a French sentence."""

    why: str

    def __bool__(self):
        return False


@dataclass(frozen=True, slots=True)
class Account:
    """What a stakeholder gains and pays over the horizon, in present euros; transfers are in `received` and `given`."""

    stakeholder: object
    benefits: Decimal
    costs: Decimal
    investment: Decimal
    running: Decimal
    hidden: Decimal
    received: Decimal
    given: Decimal

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
    accounts: list[Account]
    themes: dict  # theme → net present value


def results(study):
    """Every figure of the study. Pure and exact: present values are linear in each line's amounts."""
    length = study.horizon + 1
    real = [effect for effect in study.effects if not effect.transfer_to]
    gains = total([flow_of(study, e) for e in real if e.side is Side.BENEFIT], length)
    pains = total([flow_of(study, e) for e in real if e.side is Side.COST], length)
    net = [gain - pain for gain, pain in zip(gains, pains, strict=True)]
    benefits, costs = present_value(gains, study.rate), present_value(pains, study.rate)
    npv = benefits - costs
    spending = public_spending(study)
    return Results(
        net=net,
        benefits=benefits,
        costs=costs,
        npv=npv,
        ratio=benefits / costs if costs else Undefined("Aucun coût n’est chiffré : le ratio n’a pas de sens."),
        irr=irr(net),
        payback=payback(net),
        discounted_payback=payback(discounted(net, study.rate)),
        public_spending=spending,
        npv_per_public_euro=npv / spending
        if spending > 0
        else Undefined("La dépense publique nette est nulle ou négative : le projet ne coûte rien aux budgets publics."),
        accounts=[account(study, stakeholder) for stakeholder in study.stakeholders],
        themes=by_theme(study, real),
    )


def npv(study):
    """The net present value alone: what sensitivities ask for again and again."""
    flows = [signed(study, effect) for effect in study.effects if not effect.transfer_to]
    return present_value(total(flows, study.horizon + 1), study.rate)


def irr(flow):
    """The rate at which the flow's present value is zero (TRI). Defined only with exactly one change of sign, which also
    makes it unique above -100 %; found by bisection to 12 decimals."""
    changes = sign_changes(flow)
    if changes == 0:
        return Undefined("Les flux ne changent jamais de signe : aucun taux n’annule la VAN.")
    if changes > 1:
        return Undefined("Les flux changent plusieurs fois de signe : plusieurs taux annuleraient la VAN.")
    low, high = Decimal("-0.999999"), Decimal(1)
    at_low = _worth(flow, low)
    while (_worth(flow, high) > 0) == (at_low > 0):
        high *= 2
        if high > 10**9:
            return Undefined("Le taux qui annule la VAN est hors de toute mesure.")
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
    """Years until the cumulated flow is no longer negative and stays known to be so, straight within the year."""
    so_far = cumulated(flow)
    if not any(flow):
        return Undefined("Aucun flux n’est chiffré.")
    if so_far[0] >= 0:
        return ZERO if min(so_far) >= 0 else Undefined("Le projet commence par un gain puis coûte : pas de délai de retour.")
    for t in range(1, len(so_far)):
        if so_far[t] >= 0:
            return t - 1 + -so_far[t - 1] / flow[t]
    return Undefined("La mise n’est pas retrouvée avant la fin de l’horizon.")


def public_spending(study):
    """Present value of what public stakeholders spend, net of what the project saves or brings them. Time and other
    non-budget values of users do not count: users are no public stakeholder."""
    public = {stakeholder.id for stakeholder in study.stakeholders if stakeholder.public}
    flows = [opposite(signed(study, e)) for e in study.effects if e.stakeholder in public]
    flows += [signed(study, e) for e in study.effects if e.transfer_to in public]  # the other party gets the opposite
    return present_value(total(flows, study.horizon + 1), study.rate)


def account(study, stakeholder):
    own = [e for e in study.effects if e.stakeholder == stakeholder.id]

    def worth(effects):
        return present_value(total([flow_of(study, e) for e in effects], study.horizon + 1), study.rate)

    real = [e for e in own if not e.transfer_to]
    costs = [e for e in real if e.side is Side.COST]
    moved_in = [e for e in own if e.transfer_to and e.side is Side.BENEFIT]
    moved_in += [e for e in study.effects if e.transfer_to == stakeholder.id and e.side is Side.COST]
    moved_out = [e for e in own if e.transfer_to and e.side is Side.COST]
    moved_out += [e for e in study.effects if e.transfer_to == stakeholder.id and e.side is Side.BENEFIT]
    return Account(
        stakeholder=stakeholder,
        benefits=worth([e for e in real if e.side is Side.BENEFIT]),
        costs=worth(costs),
        investment=worth([e for e in costs if e.nature is Nature.INVESTMENT]),
        running=worth([e for e in costs if e.nature is Nature.RUNNING]),
        hidden=worth([e for e in costs if e.nature is Nature.HIDDEN]),
        received=worth(moved_in),
        given=worth(moved_out),
    )


def by_theme(study, effects):
    found = {}
    for effect in effects:
        if not effect.monetised or effect.unit_value is None:
            continue
        worth = present_value(signed(study, effect), study.rate)
        found[effect.theme] = found.get(effect.theme, ZERO) + worth
    return found
