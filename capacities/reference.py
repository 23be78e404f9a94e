"""Turns the OpenAPI description of the API into what its readable page shows. Knows neither database nor web."""

import json
from dataclasses import dataclass, field

TYPES = {
    ("string", "uuid"): "UUID",
    ("string", "date-time"): "date et heure",
    ("string", "binary"): "fichier",
    ("string", None): "texte",
    ("integer", None): "nombre entier",
    ("boolean", None): "vrai ou faux",
    ("object", None): "objet",
}
ANSWERS = {
    "201": "Créé",
    "304": "Rien n’a changé",
    "400": "Demande illisible",
    "403": "Votre rôle ne le permet pas",
    "404": "N’existe pas, ou vous n’y avez pas accès",
    "409": "Les deux textes sont gardés",
    "422": "Demande refusée",
}
SAMPLES = {
    "deliverable": "0b9f1c52-7a35-4d0e-8a3d-2f4f0f1c9a10",
    "note": "3c5d9a0e-1f2b-4c6d-8e7f-9a0b1c2d3e4f",
    "number": "1",
    "address": "matrice.ecologique.conception",
    "search": "caux",
}
LOCAL = {"usecases": "mobilites-du-quotidien", "grids": "numerique-responsable", "answers": ".eco-c1"}


@dataclass(frozen=True, slots=True)
class Value:
    """One named value: a parameter, a field of a body or of an answer. `shape` names the object it holds, if any."""

    name: str
    type: str
    shape: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    meaning: str
    shape: str
    listed: bool


@dataclass(frozen=True, slots=True)
class Operation:
    id: str
    method: str
    path: str
    summary: str
    description: str
    public: bool
    parameters: list
    body: list
    answers: list
    sample_path: str
    sample: str


@dataclass(slots=True)
class Section:
    name: str
    description: str
    operations: list = field(default_factory=list)

    @property
    def anchor(self):
        return "ressource-" + self.operations[0].id.split("_")[0]


@dataclass(frozen=True, slots=True)
class Shape:
    name: str
    values: list


def reference(schema):
    """The sections of the page, in the order of the schema's tags, and the shapes that their answers name."""
    sections = {tag["name"]: Section(tag["name"], tag["description"]) for tag in schema["tags"]}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            sections[told["tags"][0]].operations.append(_operation(path, method, told, schema))
    used = [section for section in sections.values() if section.operations]
    return used, _shapes(used, schema)


def _operation(path, method, told, schema):
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    examples = [example["value"] for example in body.get("examples", {}).values()]
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        description=told["description"],
        public={} in told.get("security", []),
        parameters=[_parameter(parameter, schema) for parameter in told.get("parameters", [])],
        body=_values(body["schema"], schema) if body else [],
        answers=[_answer(method, status, answer, schema) for status, answer in sorted(told["responses"].items())],
        sample_path=_sample_path(path) + _sample_query(told.get("parameters", [])),
        sample=json.dumps(examples[0], ensure_ascii=False, indent=2) if examples else "",
    )


def _parameter(told, schema):
    kind, shape = _type(told["schema"], schema)
    return Value(told["name"], kind, shape, told.get("required", False), told.get("description", ""))


def _answer(method, status, told, schema):
    meaning = ("Lu" if method == "get" else "Écrit") if status == "200" else ANSWERS.get(status, "")
    content = next(iter(told.get("content", {}).values()), {}).get("schema", {})
    shape = _name(content)
    results = schema["components"]["schemas"].get(shape, {}).get("properties", {}).get("results", {})
    if "items" in results:  # a page of a list: what matters is what is listed
        return Answer(status, meaning, _name(results["items"]), True)
    return Answer(status, meaning, shape, False)


def _sample_path(path):
    parts = path.split("/")
    filled = [_sample_part(part, parts[at - 1]) for at, part in enumerate(parts)]
    return "/".join(filled)


def _sample_query(parameters):
    needed = [told["name"] for told in parameters if told["in"] == "query" and told.get("required")]
    return "".join(f"?{name}={SAMPLES[name]}" for name in needed)


def _sample_part(part, before):
    if not part.startswith("{"):
        return part
    name = part.strip("{}")
    if name == "slug":
        return LOCAL[before]
    return SAMPLES[name] + (LOCAL[before] if before == "answers" else "")


def _name(told):
    """The component that `told` points at, or an empty string."""
    if "allOf" in told:
        return _name(told["allOf"][0])
    return told.get("$ref", "").rpartition("/")[2]


def _values(told, schema):
    name = _name(told)
    told = schema["components"]["schemas"][name] if name else told
    needed = told.get("required", [])
    found = []
    for key, value in told.get("properties", {}).items():
        kind, shape = _type(value, schema)
        found.append(Value(key, kind, shape, key in needed, value.get("description", "")))
    return found


def _type(told, schema):
    """How a type is called in French, and the shape it holds."""
    nullable = " ou null" if told.get("nullable") else ""
    name = _name(told)
    if name:
        target = schema["components"]["schemas"][name]
        return ("objet" + nullable, name) if "properties" in target else _type({**target, **_own(told)}, schema)
    for several in ("oneOf", "anyOf"):
        if several in told:
            return _type({**told[several][0], **_own(told)}, schema)
    if told.get("type") == "array":
        kind, shape = _type(told["items"], schema)
        return f"liste {_several(kind)}{nullable}", shape
    if isinstance(told.get("additionalProperties"), dict):
        kind, shape = _type(told["additionalProperties"], schema)
        return f"objet : nom → {kind}{nullable}", shape
    if told.get("enum"):
        words = [str(word) for word in told["enum"] if word not in ("", None)]
        return " ou ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words) + nullable, ""
    kind = TYPES.get((told.get("type"), told.get("format"))) or TYPES.get((told.get("type"), None), "texte")
    return kind + nullable, ""


def _own(told):
    return {"nullable": told["nullable"]} if "nullable" in told else {}


def _several(kind):
    return {"texte": "de textes", "objet": "d’objets"}.get(kind, f"de {kind}")


def _shapes(sections, schema):
    """The objects that answers hold, those inside them included, in the order in which one meets them."""
    waiting = [answer.shape for section in sections for operation in section.operations for answer in operation.answers]
    waiting += [value.shape for section in sections for operation in section.operations for value in operation.body]
    met = {}
    while waiting:
        name = waiting.pop(0)
        if name and name not in met:
            met[name] = Shape(name, _values({"$ref": name}, schema))
            waiting = [value.shape for value in met[name].values] + waiting
    return list(met.values())
