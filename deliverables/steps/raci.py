"""Who does what: for each step one role that approves (A), those that do the work (R), that are asked (C) and told (I)."""

from dataclasses import dataclass

from capacities.figures import HARD

LETTERS = {"R": "réalise", "A": "approuve", "C": "consulté", "I": "informé"}


@dataclass(frozen=True, slots=True)
class Role:
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Duty:
    """What a role has to do in a step: its letters, in the order of LETTERS."""

    step_id: str
    letters: str

    @property
    def words(self):
        return " et ".join(LETTERS[letter] for letter in self.letters)


def faults(titles, shares, roles):
    """One French sentence for each thing wrong. `titles` maps step ids to titles, `shares` step ids to {letter: role ids}."""
    known = {role.id for role in roles}
    found = [f"l’étape {id} a un RACI, mais elle n’existe pas." for id in shares if id not in titles]
    for id, title in titles.items():
        share, name = shares.get(id, {}), f"«{HARD}{title}{HARD}»"
        letters = {letter: list(share.get(letter, ())) for letter in LETTERS}
        found += [f"{name}{HARD}: la lettre {letter} n’est pas du RACI." for letter in share if letter not in LETTERS]
        if len(letters["A"]) != 1:
            found.append(f"{name}{HARD}: un seul rôle approuve (A), ici {len(letters['A'])}.")
        if not letters["R"]:
            found.append(f"{name}{HARD}: il faut au moins un rôle qui réalise (R).")
        for role in dict.fromkeys(role for those in letters.values() for role in those):
            if role not in known:
                found.append(f"{name}{HARD}: le rôle {role} est inconnu.")
            held = "".join(letter * letters[letter].count(role) for letter in LETTERS)
            if len(held) > 1 and held != "RA":
                found.append(f"{name}{HARD}: le rôle {role} est nommé deux fois ({', '.join(held)}).")
    return found


def letters_of(share, role_id):
    """« R », « RA », "" : what a role has in one step."""
    return "".join(letter for letter in LETTERS if role_id in share.get(letter, ()))


def matrix(step_ids, shares, roles):
    """Steps × roles: a list of (step id, letters of each role)."""
    return [(id, [letters_of(shares.get(id, {}), role.id) for role in roles]) for id in step_ids]


def duties(role_id, plan, shares):
    """What a role does, in the order in which it comes up: (Duty, Planned) pairs, steps that were dropped left out."""
    held = [(Duty(p.step.id, letters_of(shares.get(p.step.id, {}), role_id)), p) for p in plan.steps if p.soonest]
    return sorted(((duty, p) for duty, p in held if duty.letters), key=lambda pair: pair[1].soonest.start)
