"""Reads the official division of France as Etalab publishes it (npm package `@etalab/decoupage-administratif`).

Pure: files in, plain rows out. The package follows Insee's yearly geographic code; its major version tells the year."""

import hashlib
import json
import re
from collections import Counter

LEGAL_FORMS = {
    "CC": "communauté de communes",
    "CA": "communauté d’agglomération",
    "CU": "communauté urbaine",
    "METRO": "métropole",
    "MET69": "métropole à statut de collectivité",
}
OVERSEAS = {
    "984": "territoire d’outre-mer",
    "988": "collectivité à statut particulier",
    "989": "domaine public de l’État",
}
FILES = ("regions", "departements", "epci", "communes")
READER = "2"  # raise it when rows are read otherwise, so that the next run loads the same files again


class Missing(FileNotFoundError):
    """The npm package is not installed."""


def digest(package):
    """What the four files and this reader say together; the same digest means nothing to load."""
    total = hashlib.sha256(READER.encode())
    try:
        for name in FILES:
            total.update((package / "data" / f"{name}.json").read_bytes())
    except FileNotFoundError as error:
        raise Missing(str(package)) from error
    return total.hexdigest()


def vintage(package):
    """The year of the geographic code: the package's table of versions runs 2021 for 1.x, 2026 for 6.x."""
    version = json.loads((package / "package.json").read_text())["version"]
    return str(2020 + int(version.split(".")[0]))


def rows(package):
    """One mapping for each region, département, EPCI and present commune, as the Territory model names its fields."""
    regions, departements, epcis, communes = (
        json.loads((package / "data" / f"{name}.json").read_text(encoding="utf-8")) for name in FILES
    )
    communes = [c for c in communes if c["type"] == "commune-actuelle"]
    place = {c["code"]: c for c in communes}
    by_departement, by_region = Counter(), Counter()
    for commune in communes:
        by_departement[commune["departement"]] += commune.get("population") or 0
        by_region[commune["region"]] += commune.get("population") or 0
    # The file repeats the collectivités d’outre-mer among its regions: they are neither, and come once, below.
    yield from (_region(r, by_region) for r in regions if r["zone"] != "com")
    yield from (_departement(d, by_departement) for d in departements)
    yield from (_epci(e, place) for e in epcis)
    yield from map(_commune, communes)


def _name(text):
    return re.sub(r"''(.+?)''", "«\u00a0\\1\u00a0»", text).replace("'", "’")


def _region(row, people):
    return {
        "kind": "region", "code": row["code"], "name": _name(row["nom"]), "region": row["code"],
        "population": people[row["code"]] or None, "zone": row["zone"],
    }  # fmt: skip


def _departement(row, people):
    overseas = row["zone"] == "com"
    return {
        "kind": "departement", "code": row["code"], "name": _name(row["nom"]), "departement": row["code"],
        "region": "" if overseas else row["region"], "population": people[row["code"]] or None, "zone": row["zone"],
        "legal_form": OVERSEAS.get(row["code"], "collectivité d’outre-mer") if overseas else "",
    }  # fmt: skip


def _epci(row, place):
    """Its département and region are those of most of its members."""
    members = [place[m["code"]] for m in row["membres"] if m["code"] in place]
    home = Counter((m["departement"], m["region"], m["zone"]) for m in members).most_common(1)
    departement, region, zone = home[0][0] if home else ("", "", "metro")
    return {
        "kind": "epci", "code": row["code"], "siren": row["code"], "name": _name(row["nom"]),
        "legal_form": LEGAL_FORMS.get(row["type"], ""), "population": row["populationMunicipale"],
        "members": len(row["membres"]), "departement": departement, "region": region, "zone": zone,
    }  # fmt: skip


def _commune(row):
    return {
        "kind": "commune", "code": row["code"], "siren": row.get("siren", ""), "name": _name(row["nom"]),
        "population": row.get("population"), "departement": row["departement"], "zone": row["zone"],
        "region": "" if row["zone"] == "com" else row["region"],
    }  # fmt: skip
