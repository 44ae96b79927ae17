"""A small JSON Schema checker: the words that the service's own description uses, and no others."""

import re

KNOWN = {
    "type", "enum", "const", "required", "properties", "additionalProperties", "items", "allOf", "$ref", "format",
    "minimum", "maximum", "maxLength", "description",
}  # fmt: skip
TYPES = {
    "object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float),
    "null": type(None),
}  # fmt: skip
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def is_of(value, name):
    return isinstance(value, TYPES[name]) and not (isinstance(value, bool) and name in ("integer", "number"))


def check_object(value, schema, root, at):
    for name in schema.get("required", []):
        assert name in value, f"{at}: {name} is missing"
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name, item in value.items():
        if name in properties:
            check(item, properties[name], root, f"{at}/{name}")
        elif isinstance(others, dict):
            check(item, others, root, f"{at}/{name}")
        else:
            assert others, f"{at}: {name} is not described"


def check_string(value, schema, at):
    assert len(value) <= schema.get("maxLength", len(value)), f"{at}: too long"
    if schema.get("format") == "date-time":
        assert DATE_TIME.fullmatch(value), f"{at}: {value} is no RFC 3339 time"


def check(value, schema, root, at=""):
    """Fails where the value is not as the schema says; `root` is the description that holds the references."""
    assert not set(schema) - KNOWN, f"{at}: unknown words {set(schema) - KNOWN}"
    if "$ref" in schema:
        target = root
        for step in schema["$ref"].lstrip("#/").split("/"):
            target = target[step]
        check(value, target, root, at)
    for part in schema.get("allOf", []):
        check(value, part, root, at)
    if "type" in schema:
        names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        assert any(is_of(value, name) for name in names), f"{at}: {value!r} is not {names}"
    assert value in schema.get("enum", [value]), f"{at}: {value!r}"
    assert value == schema.get("const", value), f"{at}: {value!r}"
    if isinstance(value, dict):
        check_object(value, schema, root, at)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            check(item, schema.get("items", {}), root, f"{at}/{number}")
    elif isinstance(value, str):
        check_string(value, schema, at)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        assert schema.get("minimum", value) <= value <= schema.get("maximum", value), f"{at}: {value}"


def all_names(root, name):
    """Every property that a schema of the description names, through its parts."""
    schema, names = root["components"]["schemas"][name], set()
    for part in [schema, *schema.get("allOf", [])]:
        names |= set(part.get("properties", {}))
        if "$ref" in part:
            names |= all_names(root, part["$ref"].rsplit("/", 1)[1])
    return names
