"""Reads versioned YAML content; errors name the file, the line and the key. Free of Django."""

from pathlib import Path

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError


class ContentError(ValueError):
    """A content file says something that cannot be read. `errors` has one sentence for each fault, with its place."""

    def __init__(self, errors):
        self.errors = list(errors)
        super().__init__("\n".join(self.errors))


def load(text, name="<texte>"):
    """Parse YAML into plain mappings and lists that remember their lines (ruamel's `lc`); duplicate keys are refused."""
    try:
        return YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError([f"{name}:{line}: {error.problem or error.context}"]) from error


def line_of(data, path):
    """The line, counted from 1, on which the deepest known part of `path` stands in `data`."""
    line = 1
    for key in path:
        try:
            position = data.lc.item(key) if isinstance(data, list) else data.lc.key(key)
            line = position[0] + 1
            data = data[key]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return line


def parse(model, text, name="<texte>"):
    """Build a pydantic `model` from YAML. Raises ContentError with `file:line: key: what is wrong` for each fault."""
    data = load(text, name)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ContentError(
            f"{name}:{line_of(data, fault['loc'])}: {'.'.join(map(str, fault['loc'])) or 'fichier'}: {fault['msg']}"
            for fault in error.errors()
        ) from error


def read(model, path):
    path = Path(path)
    return parse(model, path.read_text(encoding="utf-8"), str(path))
