"""The OUI / NON table: where a team stands on its data, line by line, and what remains to be done."""

from dataclasses import dataclass

from capacities.figures import HARD

FINE, BETTER, NO = "oui-satisfaisant", "oui-a-ameliorer", "non"
ANSWERS = {FINE: "OUI, satisfaisant", BETTER: "OUI, à améliorer", NO: "NON"}
HEAD = ("Étapes du projet", "OUI\u00a0: satisfaisant ou à améliorer", "NON\u00a0: actions à réaliser")


@dataclass(frozen=True, slots=True)
class Line:
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do about a line; `who` and `due` as people wrote them."""

    text: str
    who: str = ""
    due: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a team says of a line: one of ANSWERS or "", a comment, its actions."""

    answer: str = ""
    comment: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Remaining:
    """A line that still expects something, and what, as a short French sentence. `actions` are those not done yet."""

    line: Line
    words: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Checkup:
    """`counts` maps each of ANSWERS, and "" for no answer, to a number of lines."""

    rows: tuple[tuple[str, str, str], ...]
    counts: dict[str, int]
    remaining: tuple[Remaining, ...]

    @property
    def answered(self):
        return sum(count for answer, count in self.counts.items() if answer)

    @property
    def percent(self):
        """Share of the lines where nothing remains to be done, whole %; 100 without any line."""
        lines = sum(self.counts.values())
        return (lines - len(self.remaining)) * 100 // lines if lines else 100


def checkup(lines, replies):
    """The table of `lines`. `replies` maps line ids to Reply. Raises ValueError for an answer that is not offered."""
    counts = dict.fromkeys((*ANSWERS, ""), 0)
    rows, remaining = [], []
    for line in lines:
        reply = replies.get(line.id, Reply())
        if reply.answer not in counts:
            raise ValueError(f"«{HARD}{reply.answer}{HARD}» n’est pas une réponse du tableau.")
        counts[reply.answer] += 1
        rows.append((line.label, _cell(reply, FINE, BETTER), _cell(reply, NO)))
        waiting = tuple(action for action in reply.actions if not action.done)
        if words := _expected(reply, waiting):
            remaining.append(Remaining(line, words, waiting))
    return Checkup(tuple(rows), counts, tuple(remaining))


def _expected(reply, waiting):
    if waiting:
        many = "s" if len(waiting) > 1 else ""
        return f"{len(waiting)} action{many} à mener"
    if not reply.answer:
        return "à répondre"
    if reply.answer == FINE:
        return ""
    return "à revoir, toutes les actions sont faites" if reply.actions else "aucune action n’est prévue"


def _cell(reply, *answers):
    if reply.answer not in answers:
        return ""
    said = ANSWERS[reply.answer] + (f"{HARD}: {reply.comment}" if reply.comment else "")
    return " · ".join([said, *map(_told, reply.actions)])


def _told(action):
    more = ", ".join(part for part in (action.who, action.due, "fait" if action.done else "") if part)
    return f"{action.text} ({more})" if more else action.text
