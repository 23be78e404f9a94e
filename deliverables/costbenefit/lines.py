"""What the sheets of a cost-benefit grid say: every line of the balance, the parameters, and the studies they make."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from capacities.figures import euros

from ..appraisal.effects import MAX_HORIZON, Effect, Nature, Side, Stakeholder, Study, Theme, Trajectory
from ..grid.values import decimal

BALANCE, WHY, CONCLUSIONS, HYPOTHESES = "bilan", "pourquoi", "conclusions", "hypotheses"  # sheets of the grid

# Column of the balance → what it holds.
KINDS = {
    "benefices-investissement": (Side.BENEFIT, Nature.INVESTMENT),
    "benefices-fonctionnement": (Side.BENEFIT, Nature.RUNNING),
    "couts-investissement": (Side.COST, Nature.INVESTMENT),
    "couts-fonctionnement": (Side.COST, Nature.RUNNING),
    "couts-caches": (Side.COST, Nature.HIDDEN),
}
THEMES = {
    "economique": Theme.ECONOMIC,
    "environnemental": Theme.ENVIRONMENTAL,
    "social": Theme.SOCIAL,
    "humain": Theme.HUMAN,
}
THEME_LABELS = {
    Theme.ECONOMIC: "économique",
    Theme.ENVIRONMENTAL: "environnemental",
    Theme.SOCIAL: "social",
    Theme.HUMAN: "humain",
}
CARBON = "carbone"  # the reference price that follows the official trajectory
# Field `prix` of a line → the parameter that gives its unit value.
PRICES = {
    CARBON: "vac",
    "jour-agent": "jour-agent",
    "heure-domicile-travail": "heure-domicile-travail",
    "heure-professionnelle": "heure-professionnelle",
    "heure-autres-motifs": "heure-autres-motifs",
    "heure-tous-motifs": "heure-tous-motifs",
}
# Prices that say what something is worth without any money moving: they stay out of public budgets.
MONEYLESS = {CARBON, "heure-domicile-travail", "heure-professionnelle", "heure-autres-motifs", "heure-tous-motifs"}
PUBLIC_ROWS = {"collectivite"}
PUBLIC_KINDS = {"autre-collectivite", "etat"}

INTENSITIES = {"n2": -2, "n1": -1, "p0": 0, "p1": 1, "p2": 2}  # field `intensite`
CONFIDENCES = {"c1": 1, "c2": 2, "c3": 3}  # field `confiance`: guess, estimate, measure

BOTH, FULL, LIGHT, WITHOUT = "", "complet", "allege", "sans"  # field `scenario` of a line
SCENARIOS = {WITHOUT: "Sans le projet", LIGHT: "Version allégée", FULL: "Projet complet"}
# What keeps a line out of the figures.
KEPT_OUT = "gardé hors du calcul par l’équipe"
NOT_YET = "pas encore chiffré"
NO_QUANTITY = "la quantité manque"
WITHOUT_PRICE = "la valeur « {} » manque dans les hypothèses"
ENDS_FIRST = "l’année de fin précède celle de début"
DISPUTED = "autre version d’une ligne, à départager"
LOST_TRANSFER = "le transfert nomme une partie prenante retirée, ou la même"
_ASIDE = {LIGHT: "(version allégée)", WITHOUT: "(sans le projet)"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the balance as people wrote it: `effect` when it has been measured, None while it is a post-it.
    `fields` are the canonical words of the note; `missing` says in French what keeps it out of the figures."""

    id: str
    text: str
    row: str
    column: str
    fields: dict
    author: str = ""
    effect: Effect | None = None
    missing: str = ""

    @property
    def side(self):
        return KINDS[self.column][0]

    @property
    def nature(self):
        return KINDS[self.column][1]

    @property
    def scenario(self):
        return self.fields.get("scenario", BOTH)

    @property
    def counted(self):
        return self.effect is not None and self.effect.monetised

    @property
    def told(self):
        """What the line amounts to, in a few words beside its text: « 30 000 € par an, 2028 à 2031 »."""
        if self.effect is None:
            return self.missing
        effect = self.effect
        amount = euros(effect.amount(effect.start, effect.start))
        when = f"en {effect.start}" if effect.once else f"par an dès {effect.start}"
        if not effect.once and effect.end is not None:
            when = f"par an, {effect.start} à {effect.end}" if effect.end > effect.start else f"en {effect.start}"
        return " ".join(filter(None, (f"{amount} {when}", _ASIDE.get(self.scenario), effect.transfer_to and "(transfert)")))

    @property
    def intensity(self):
        """−2 to +2 as people judged it, None when they did not."""
        return INTENSITIES.get(self.fields.get("intensite"))


@dataclass(frozen=True, slots=True)
class Parameter:
    """A hypothesis that all stand on. `asked` is the question as drawn (its text, sources, default, answer);
    `value` a Decimal, a fraction for a percentage; None when nobody has said it and the grid proposes nothing."""

    id: str
    asked: object
    value: Decimal | None

    @property
    def local(self):
        return self.asked.local


@dataclass
class Balance:
    """Everything the results stand on."""

    stakeholders: list[Stakeholder]
    lines: list[Line]
    parameters: dict[str, Parameter]
    first: int  # year 0, the year of decision
    horizon: int  # years
    rate: Decimal  # 0.032 for 3,2 %
    labels: dict = field(default_factory=dict)  # row id → name

    @cached_property
    def scenarios(self):
        """Those that some line names, besides the whole project: what there is to compare."""
        named = {line.scenario for line in self.lines if line.counted}
        return [code for code in SCENARIOS if code == FULL or code in named]

    def study(self, scenario=FULL):
        """What is appraised: the lines of `scenario` and, with their sides turned, those of the situation without the
        project. A cost one would have had anyway is a benefit of the project."""
        if scenario == WITHOUT:
            effects = [line.effect for line in self.lines if line.counted and line.scenario == WITHOUT]
        else:
            effects = [line.effect for line in self.lines if line.counted and line.scenario in (BOTH, scenario)]
            effects += [turned(line.effect) for line in self.lines if line.counted and line.scenario == WITHOUT]
        # The grid bounds what people type; a file of hypotheses from elsewhere must not break the page either.
        horizon, rate = min(max(self.horizon, 0), MAX_HORIZON), max(self.rate, Decimal(0))
        return Study(self.first, horizon, rate, self.stakeholders, effects)

    @property
    def unmeasured(self):
        """Lines that are not in the figures, in the order in which they were written: they stay in view beside them."""
        return [line for line in self.lines if not line.counted]


def turned(effect):
    return replace(effect, side=Side.COST if effect.side is Side.BENEFIT else Side.BENEFIT)


def balance_of(drawn, begun):
    """The Balance that the drawn sheets say. `drawn` maps sheet ids to Drawn; `begun` is the year in which the deliverable
    was begun: its year 0 until somebody says another."""
    sheet = drawn[BALANCE]
    parameters = _parameters(drawn[HYPOTHESES])
    stakeholders = [_stakeholder(line) for line in sheet.lines]
    said = {id: parameter.value for id, parameter in parameters.items()}
    first, horizon = int(said["annee-zero"] or begun), int(said["horizon"])
    alive = {str(note.id) for cell in sheet.cells.values() for note in cell.notes}
    lines = [
        _line(note, line.row.id, cell.column.id, parameters, first, sheet.row_labels, alive)
        for line in sheet.lines
        for cell in line.cells
        for note in cell.notes
    ]
    return Balance(stakeholders, lines, parameters, first, horizon, said["taux"], sheet.row_labels)


def line_of(note, row, column, balance):
    """What a note would be as a line of `balance` at (row, column), whether or not it stands there."""
    return _line(note, row, column, balance.parameters, balance.first, balance.labels, {line.id for line in balance.lines})


def _stakeholder(line):
    kind = line.note.fields.get("categorie", "") if line.note else ""
    return Stakeholder(line.row.id, line.row.label, public=line.row.id in PUBLIC_ROWS or kind in PUBLIC_KINDS)


def _parameters(drawn):
    found = {}
    for cell in drawn.cells.values():
        for asked in cell.asked:
            value = decimal(asked.value)
            if value is not None and asked.question.input.type == "percent":
                value /= 100
            found[asked.question.id] = Parameter(asked.question.id, asked, value)
    return found


def _line(note, row, column, parameters, first, rows, alive):
    fields = note.fields
    line = Line(str(note.id), note.text, row, column, fields, note.author)
    price, missing = _unit_value(fields, parameters)
    if fields.get("monetise") == "non":
        missing = KEPT_OUT
    # Two versions of the same line wait for a choice: the first one counts, or the same euros would count twice.
    if note.conflict_of and str(note.conflict_of) in alive:
        missing = DISPUTED
    start, end = fields.get("debut"), fields.get("fin")
    if not missing and start and end and int(end) < int(start):
        missing = ENDS_FIRST
    transfer = fields.get("transfert", "")
    if not missing and transfer and (transfer not in rows or transfer == row):
        missing = LOST_TRANSFER
    if missing:
        return replace(line, missing=missing)
    side, nature = KINDS[column]
    quantity, growth = decimal(fields.get("quantite", "")), decimal(fields.get("evolution", ""))
    rhythm = fields.get("rythme") or ("ponctuel" if nature is Nature.INVESTMENT else "annuel")
    # Year 0 is the year of decision: what happens each year begins the year after, unless it is said otherwise.
    begins = int(start) if start else first if rhythm == "ponctuel" else first + 1
    effect = Effect(
        id=line.id, label=note.text, stakeholder=row, side=side, nature=nature,
        theme=THEMES.get(fields.get("theme"), Theme.ECONOMIC), quantity=Decimal(1) if quantity is None else quantity,
        unit_value=price, start=begins, end=int(end) if end else None, growth=(growth or Decimal(0)) / 100,
        once=rhythm == "ponctuel", confidence=CONFIDENCES.get(fields.get("confiance"), 2), transfer_to=transfer,
        budget=fields.get("prix") not in MONEYLESS,
    )  # fmt: skip
    return replace(line, effect=effect)


def _unit_value(fields, parameters):
    """(Decimal or Trajectory or None, what is missing)."""
    reference = fields.get("prix", "")
    if not reference:
        value = decimal(fields.get("valeur", ""))
        return value, "" if value is not None else NOT_YET
    if not fields.get("quantite"):
        return None, NO_QUANTITY
    parameter = parameters[PRICES[reference]]
    if parameter.value is None:
        return None, WITHOUT_PRICE.format(parameter.asked.question.text)
    if reference == CARBON:
        growth = parameters["vac-croissance"].value
        year = int(parameters["vac-annee"].value)
        return Trajectory(parameter.value, year, growth), ""
    return parameter.value, ""
