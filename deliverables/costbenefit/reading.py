"""The automatic reading: what the figures say, in short plain French sentences, and nothing that they do not say.

It never advises: the conclusion is written by the team. Amounts are rounded to two figures, percentages told so that
they stay true, and « the conclusion » is always the sign of the balance told in the first sentence."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from capacities.figures import euros, number, percent
from capacities.text import typo

from ..appraisal.effects import Side
from ..appraisal.flows import ZERO, discounted, sign
from ..appraisal.results import Undefined, sinks_again
from .lines import KEPT_OUT, WITHOUT

_EVEN = Decimal("0.5")  # below half a euro, nothing is gained nor lost


def reading(found, *, simulated=True):
    """The sentences that `found` (Findings) allows, the weightiest first. `simulated=False` spares the simulation."""
    if not found.balance.lines:
        return [typo("Le bilan est encore vide : commencez par un post-it, une idée de bénéfice ou de coût par note.")]
    if not found.counted:
        return [typo(_nothing_counted(found))]
    parts = [_outcome, _nothing_moves]
    if _weighed(found):
        parts += [_payback, _delay, _overturning, _margins, _rate, _what_it_counts]
    parts += [_stakeholders, _public_money, _transfers_twice]
    if _weighed(found) and simulated:
        parts.append(_simulation)
    parts += [_largest_line, _scenarios, _carbon, _price_years, _left_out, _local]
    return [typo(sentence) for part in parts for sentence in part(found)]


def _weighed(found):
    return sign(found.results.benefits) > 0 and sign(found.results.costs) > 0


def _nothing_counted(found):
    if found.elsewhere:
        return "Seule la version allégée est chiffrée : donnez un prix à une ligne du projet complet pour lire son résultat."
    if len(found.balance.lines) == 1:
        return "La seule ligne du bilan n’est pas encore chiffrée : donnez-lui un prix pour lire un premier résultat."
    return (
        f"Aucune des {len(found.balance.lines)} lignes n’est chiffrée : donnez un prix à l’une d’elles pour lire un résultat."
    )


def _outcome(found):
    told = found.results
    period = _period(found).capitalize()
    gains, pains = sign(told.benefits), sign(told.costs)
    if not gains and not pains:
        return
    if not pains:
        yield f"{period}, seuls des bénéfices sont chiffrés, {about(told.benefits)} : sans les coûts, le bilan reste incomplet."
        return
    if not gains:
        yield f"{period}, seuls des coûts sont chiffrés, {about(told.costs)} : sans les bénéfices, le bilan reste incomplet."
        return
    if abs(told.npv) < _EVEN:
        gap = "les bénéfices et les coûts s’équilibrent"
    else:
        more, less = ("bénéfices", "coûts") if told.npv > 0 else ("coûts", "bénéfices")
        gap = f"les {more} dépassent les {less} {by(told.npv)}"
    against = ", par rapport à la situation sans le projet" if WITHOUT in found.balance.scenarios else ""
    yield f"{period}, {gap}{against}."


def _period(found):
    return f"de {found.study.first} à {found.last}" if found.study.horizon else f"en {found.study.first}"


def _nothing_moves(found):
    if any(counted.worth for counted in found.lines):
        return
    if any(counted.worth for counted in found.transfers):
        yield "Toutes les sommes chiffrées sont des transferts : ce que l’un paie, l’autre le reçoit, et le total est nul."
    else:
        yield f"Les lignes chiffrées ne font bouger aucun euro {_period(found)}."


def _payback(found):
    told, study = found.results, found.study
    if not study.horizon:
        return
    flow, late = discounted(study.net, study.rate), told.discounted_payback
    if isinstance(late, Undefined):
        yield from _never_paid_back(found)
        return
    sinks = sinks_again(flow)
    if late == 0:
        yield f"Dès {study.first} et chaque année ensuite, les bénéfices cumulés couvrent les coûts cumulés."
    elif sinks:
        caught, sunk = found.year_of(late), study.first + sinks
        yield f"Les bénéfices cumulés rattrapent les coûts cumulés en {caught}, puis repassent dessous en {sunk}."
    else:
        year = found.year_of(late)
        yield f"Le projet devient rentable en {year} : les bénéfices cumulés y rattrapent les coûts cumulés."
        if not isinstance(told.payback, Undefined) and found.year_of(told.payback) < year:
            yield f"Sans tenir compte du taux d’actualisation, ce serait en {found.year_of(told.payback)}."


def _never_paid_back(found):
    told, study = found.results, found.study
    if not any(sign(euros) for euros in study.net):
        yield "Chaque année, les bénéfices égalent les coûts."
    elif not isinstance(told.payback, Undefined) and not sinks_again(study.net):
        year = found.year_of(told.payback)
        yield (
            f"Les bénéfices cumulés rattrapent les coûts cumulés en {year} sans actualisation, mais pas d’ici {found.last} "
            "en tenant compte du taux."
        )
    elif _gains_first(study.net):
        yield "Le projet rapporte d’abord et coûte ensuite : il n’a pas d’année à partir de laquelle il devient rentable."
    else:
        yield f"Les bénéfices cumulés ne rattrapent pas les coûts cumulés d’ici {found.last}."


def _gains_first(flow):
    return next((sign(euros) for euros in flow if sign(euros)), 0) > 0


def _delay(found):
    years = _switch(found, "delay")
    if isinstance(years, Undefined) or abs(found.results.npv) < _EVEN:
        return
    if years == 1:
        yield "Un an de retard des bénéfices suffit à inverser la conclusion."
    else:
        held = "un an" if years == 2 else f"{years - 1} ans"
        yield f"La conclusion tient avec {held} de retard des bénéfices, plus avec {years} ans."


def _switch(found, code):
    return next(figure.value for figure in found.switching if figure.code == code)


_CASES = {
    ("benefits", False): "20 % de bénéfices en moins",
    ("benefits", True): "20 % de bénéfices en plus",
    ("costs", False): "20 % de coûts en moins",
    ("costs", True): "20 % de coûts en plus",
    ("carbon", False): "une valeur du carbone plus basse de 25 %",
    ("carbon", True): "une valeur du carbone plus haute de 25 %",
    ("public-funds", False): "une dépense publique comptée 20 % plus cher (coût des fonds publics)",
}


def _overturning(found):
    """What turns the sign, one hypothesis at a time; the delay has its own sentence."""
    if abs(found.results.npv) < _EVEN:
        return
    overturning = [case for case in found.cases if case.overturns]
    told = [_told(case) for case in overturning if case.code != "delay"]
    also = "aussi " if len(told) < len(overturning) else ""
    if told:
        yield f"La conclusion s’inverse {also}avec {_listed(told, 'ou')}."
    elif not overturning:
        carbon = ", valeur du carbone" if any(case.code == "carbon" for case in found.cases) else ""
        yield (
            "Aucune des variations essayées une à une (taux, bénéfices, coûts, retard d’un an, dépense publique"
            f"{carbon}) n’inverse la conclusion."
        )


def _told(case):
    if case.code == "rate":
        return f"un taux d’actualisation de {percent(case.value)}"
    return _CASES[case.code, case.value > 1]


def _margins(found):
    """How far benefits or costs may move before the sign turns."""
    told = found.results
    if abs(told.npv) < _EVEN:
        return
    benefits, costs = _switch(found, "benefits") - 1, _switch(found, "costs") - 1
    if told.npv > 0:
        yield f"Le bilan s’annule avec {_share(benefits)} de bénéfices en moins, ou {_more(costs, 'coûts')}."
    else:
        yield f"Le bilan s’annule avec {_more(benefits, 'bénéfices')}, ou {_share(costs)} de coûts en moins."


def _more(fraction, what):
    return f"des {what} multipliés par {number(1 + fraction, 0)}" if fraction >= 9 else f"{_share(fraction)} de {what} en plus"


def _share(fraction):
    """A percentage without its sign, never rounded to nothing or to all."""
    fraction = abs(fraction)
    if fraction < Decimal("0.0005"):
        return f"moins de {percent(Decimal('0.001'))}"
    if Decimal("0.995") <= fraction < 1:
        return f"plus de {percent(Decimal('0.99'))}"
    return percent(fraction, 1 if fraction < Decimal("0.1") else 0)


def _rate(found):
    """Up to which discount rate the balance is positive: told only for a project that pays first and gains later."""
    root, rate, worth = found.results.irr, found.study.rate, found.results.npv
    if isinstance(root, Undefined) or _gains_first(found.study.net) or not found.study.horizon or root > 1:
        return
    if root < 0:
        yield "Même avec un taux d’actualisation nul, le bilan resterait négatif."
        return
    shown = root.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    if (shown > rate) if worth > 0 else (0 < shown < rate):
        mood = "est positif" if worth > 0 else "serait positif"
        limit = f"inférieur à {percent(shown)} environ (taux de rentabilité interne)"
        yield f"Le bilan {mood} pour tout taux d’actualisation {limit}."


def _what_it_counts(found):
    if found.study.horizon and found.study.rate:
        yield (
            "Le bilan donné ici est la valeur actuelle nette (VAN) : plus un euro est lointain, moins il y compte, "
            f"au taux d’actualisation de {percent(found.study.rate)} par an."
        )


def _stakeholders(found):
    nets = [(account.stakeholder.label, account.net) for account in found.results.accounts]
    most, least = (pick((net for _, net in nets), default=ZERO) for pick in (max, min))
    if most < _EVEN and least > -_EVEN:
        return
    for verb, extreme in (("gagne", most), ("perd", least)):
        named = [_quoted(label) for label, net in nets if net == extreme]
        if abs(extreme) >= _EVEN and (extreme > 0) == (verb == "gagne"):
            yield f"Qui y {verb} le plus : {_listed(named, 'et')}, {about(extreme)}{' chacun' if len(named) > 1 else ''}."
        else:
            yield f"Sur ce qui est chiffré, aucune partie prenante n’y {verb}."


def _public_money(found):
    public = {stakeholder.id for stakeholder in found.study.stakeholders if stakeholder.public}
    touched = [c for c in found.counted if c.effect.budget and {c.effect.stakeholder, c.effect.transfer_to} & public]
    spent, each = found.results.public_spending, found.results.npv_per_public_euro
    if not any(counted.worth for counted in touched):
        yield "Aucune somme chiffrée ne touche un budget public."
    elif abs(spent) < _EVEN:
        yield "Les budgets publics retrouvent ce qu’ils dépensent."
    elif spent < 0:
        yield f"Les budgets publics économisent ou reçoivent {about(spent)} de plus qu’ils ne dépensent."
    else:
        yield f"Les budgets publics dépensent {about(spent)} de plus qu’ils n’économisent ou ne reçoivent."
        if _weighed(found) and each >= Decimal("0.005"):
            yield f"Chaque euro public net s’accompagne d’un gain de {euros(each, 2)}, toutes parties prenantes réunies."
    worths = [c.worth for c in touched if c.line.fields.get("prix") == "jour-agent"]
    spent_time, saved_time = -sum((w for w in worths if w < 0), ZERO), sum((w for w in worths if w > 0), ZERO)
    told = [(spent_time, "passé"), (saved_time, "gagné")]
    told = [f"{about(euros)} de temps {word}" for euros, word in told if euros >= _EVEN]
    if told:
        yield f"Ils comptent le temps des agents, {_listed(told, 'et')} : des journées, pas des paiements."


def _transfers_twice(found):
    """The same sum told by who gives it and by who receives it: nobody means to count it twice."""
    moved = Counter((transfer.payer, transfer.receiver, abs(transfer.worth)) for transfer in found.transfers if transfer.worth)
    for (payer, receiver, _), times in moved.items():
        if times > 1:
            yield (
                f"{times} transferts du même montant vont de {_quoted(payer)} à {_quoted(receiver)} : "
                "vérifiez que la même somme n’est pas écrite des deux côtés."
            )


def _simulation(found):
    told = found.simulation
    if isinstance(told, Undefined):
        return
    if told.positive in (0, 1):
        often = "est toujours positif" if told.positive else "n’est jamais positif"
    else:
        often = f"est positif dans {_share(Decimal(told.positive))} des cas"
    yield f"Sur {number(told.draws)} tirages au sort des montants, selon la confiance de chaque ligne, le bilan {often}."
    low, high = (_two_figures(Decimal(told.percentiles[p])) for p in (5, 95))
    if low < high:
        yield f"Neuf tirages sur dix le situent entre {euros(low)} et {euros(high)}."


def _largest_line(found):
    gains = sorted((c for c in found.lines if c.effect.side is Side.BENEFIT and c.worth), key=lambda c: c.worth)
    if not gains or gains[0].worth < 0:
        return
    if len(gains) == 1:
        yield f"Tous les bénéfices chiffrés tiennent à une seule ligne, {_quoted(gains[0].line.text)}."
    elif gains[-1].worth > gains[-2].worth:
        share = _share(gains[-1].worth / found.results.benefits)
        yield f"La plus grosse ligne de bénéfices, {_quoted(gains[-1].line.text)}, en porte {share}."


def _scenarios(found):
    more = found.full_over_light
    if more is None:
        return
    if abs(more) < _EVEN:
        yield "Le projet complet et la version allégée donnent le même bilan."
    else:
        better = "meilleur" if more > 0 else "moins bon"
        yield f"Le bilan du projet complet est {better} que celui de la version allégée, {by(more)}."


def _carbon(found):
    if found.tonnes:
        verb, tonnes = "évite" if found.tonnes > 0 else "ajoute", number(_two_figures(abs(found.tonnes), None))
        yield f"{_period(found).capitalize()}, le projet {verb} environ {tonnes} t de CO2e."
        yield _price_of_carbon(found.balance.parameters)


def _price_of_carbon(parameters):
    """What a tonne is worth, since when, and which report says so."""
    value, year, growth = (parameters[id] for id in ("vac", "vac-annee", "vac-croissance"))
    each = f"Une tonne y vaut {euros(value.value, None)} en {int(year.value)}, puis {percent(growth.value)} de plus par an"
    if any(parameter.local for parameter in (value, year, growth)):
        return f"{each} : la valeur de l’action pour le climat est modifiée localement."
    return f"{each} : c’est la valeur de l’action pour le climat (rapport {', '.join(value.asked.question.sources)})."


def _price_years(found):
    """Reference prices of other years are added as they are: the reader must know."""
    asked = [parameter.asked.question for parameter in found.parameters if not parameter.local]
    years = sorted({question.price_year for question in asked if question.price_year not in (None, found.study.first)})
    if years:
        told = _listed([str(year) for year in years], "et")
        yield f"Les prix de référence, en euros de {told}, sont comptés tels quels, sans correction de l’inflation."


def _left_out(found):
    if out := len(found.outside):
        lines = "1 ligne chiffrée n’apporte aucun euro" if out == 1 else f"{out} lignes chiffrées n’apportent aucun euro"
        yield f"{lines} {_period(found)} : le résultat n’en dépend pas."
    waiting = [aside for aside in found.aside if aside.intensity is None and aside.reason != KEPT_OUT]
    effects = [aside for aside in found.aside if aside not in waiting]
    if waiting:
        many = f"{len(waiting)} lignes restent" if len(waiting) > 1 else "1 ligne reste"
        yield f"{many} à chiffrer ou à corriger : hors des chiffres en attendant."
    if not effects:
        return
    total, verdicts = len(effects), [(a.intensity > 0) - (a.intensity < 0) for a in effects if a.intensity]
    told = []
    for word, many in (("favorable", verdicts.count(1)), ("défavorable", verdicts.count(-1))):
        judged = f"jugé{_s(many)} {word}{_s(many)}"
        if many:
            told.append(judged if many == total == 1 else f"tous {judged}" if many == total else f"{many} {judged}")
    which = f", {'dont ' if len(told) > 1 or told[0][0].isdigit() else ''}{' et '.join(told)}" if told else ""
    if total == 1:
        yield f"1 effet n’est pas compté en euros{which} : il compte aussi."
    else:
        yield f"{total} effets ne sont pas comptés en euros{which} : ils comptent aussi."


def _local(found):
    many = sum(1 for parameter in found.parameters if parameter.local and parameter.asked.question.default)
    if many == 1:
        yield "Ces chiffres reposent sur une hypothèse commune modifiée localement."
    elif many:
        yield f"Ces chiffres reposent sur {many} hypothèses communes modifiées localement."


def _s(many):
    return "s" if many > 1 else ""


def _listed(told, word):
    return f" {word} ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def _quoted(text):
    """What people wrote, on one line and short enough for a sentence."""
    text = " ".join(text.split()) or "sans titre"
    return f"« {text if len(text) <= 60 else text[:59].rstrip() + '…'} »"


def about(value):
    """« environ 2 800 € » for 2826.32 or for −2826.32."""
    return "moins de 1 €" if abs(value) < 1 else f"environ {euros(abs(_two_figures(value)))}"


def by(value):
    return f"de {about(value)}" if abs(value) < 1 else f"d’{about(value)}"


def _two_figures(value, places=0):
    """Rounded to two significant figures; with `places=0`, to the unit at the finest."""
    if not value:
        return value
    exponent = value.adjusted() - 1
    if places is not None:
        exponent = max(exponent, -places)
    return value.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP) + ZERO
