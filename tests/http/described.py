"""Holds every answer in the tests against what the service says of itself in /openapi.json."""

import re

import jsonschema

JSON_TYPES = ("application/json", "application/problem+json")
AS = {"HEAD": "GET"}


class Description:
    """The operations of an OpenAPI description, found by method and path."""

    def __init__(self, root):
        self.root, self.operations, self.validators = root, [], {}
        # RefResolver is what Debian 12's jsonschema has.
        self.resolver = jsonschema.RefResolver.from_schema(root)
        for path, item in root["paths"].items():
            pattern = re.compile(re.sub(r"\\{(\w+)\\}", self.part, re.escape(path)))
            for method, operation in item.items():
                self.operations.append((pattern, method.upper(), path, operation))
        # Literal paths come before those with names in them.
        self.operations.sort(key=lambda row: row[2].count("{"))

    def part(self, found):
        # A tag may have slashes, an article a suffix, a number none of both.
        return {"id": r"[^/]+", "number": r"\d+(?:\.\w+)?"}.get(found.group(1), ".*")

    def find(self, method, target):
        path = target.split("?")[0]
        path = path.rstrip("/") or "/"
        for pattern, name, _, operation in self.operations:
            if name == AS.get(method, method) and pattern.fullmatch(path):
                return operation
        return None

    def validator(self, schema):
        key = id(schema)
        if key not in self.validators:
            self.validators[key] = jsonschema.Draft202012Validator(
                schema, resolver=self.resolver, format_checker=jsonschema.draft202012_format_checker
            )
        return self.validators[key]

    def check(self, method, target, reply):
        """Fails unless the answer has a status, a type and a body that are described."""
        operation = self.find(method, target)
        if operation is None:
            assert reply.code >= 400 or method == "OPTIONS", f"{method} {target} is not described: {reply.code}"
            return
        where = f"{method} {target} -> {reply.code} ({operation['operationId']})"
        responses = operation["responses"]
        if str(reply.code) not in responses:
            assert reply.code >= 400, f"{where} is not described"
        content = responses.get(str(reply.code), responses["default"]).get("content", {})
        if method == "HEAD" or not reply.body:
            return
        kind = reply.type()
        assert kind in content or "*/*" in content, f"{where}: {kind} is not described"
        schema = content.get(kind, {}).get("schema", {})
        if kind in JSON_TYPES and "*/*" not in content:
            errors = self.validator(schema).iter_errors(reply.json())
            if "fields=" in target:
                # Of each item there is what was asked for, as the parameter's description says.
                errors = (one for one in errors if one.validator != "required")
            error = jsonschema.exceptions.best_match(errors)
            assert error is None, f"{where}: {error}"
