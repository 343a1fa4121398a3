"""Instances of schemas: proposed by json-schema-faker, checked by jsonschema-rs.

In: pointers of schemas in a document, and choices. Out: for each the instance, or why there is none. All are asked for
first and made in one go.
"""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema_rs

from narrow import BOUNDS, Choice, Impossible, Narrow, small

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "truth"))
import validate  # noqa: E402

HERE = Path(__file__).resolve().parent
BASE = "urn:document"


class Instances:
    def __init__(self, document, node_folder):
        self.document, self.node_folder = document, node_folder
        self.asked, self.made, self.branches = {}, {}, {}
        self.registries, self.validators = {}, {}
        self.formats = {name: tolerant(check) for name, (check, _) in validate.formats.checkers.items()}

    def ask(self, pointer, choice):
        key = (pointer, choice.kind, choice.branch, choice.way, choice.depth, tuple(choice.texts))
        if key not in self.asked:
            narrow = Narrow(self.document, choice)
            try:
                self.asked[key] = json.dumps(narrow.schema(self.document.at(pointer)))
            except Impossible as reason:
                self.asked[key] = None
                self.made[key] = (None, f"no instance: {reason}")
            except RecursionError:
                self.asked[key] = None
                self.made[key] = (None, "no instance: it is recursive")
            known = self.branches.get((pointer, choice.way), 1)
            self.branches[(pointer, choice.way)] = max(known, narrow.branches)
        return key

    def make(self):
        open_keys = [key for key, schema in self.asked.items() if schema is not None and key not in self.made]
        distinct = list(dict.fromkeys(self.asked[key] for key in open_keys))
        if not distinct:
            return
        faker = subprocess.run(
            ["node", str(HERE / "fake.mjs"), self.node_folder], input="\n".join(distinct) + "\n", stdout=subprocess.PIPE, text=True, check=True
        )
        lines = faker.stdout.split("\n")
        answers = {schema: json.loads(line) for schema, line in zip(distinct, lines)}
        for key in open_keys:
            answer = answers[self.asked[key]]
            if "value" not in answer:
                self.made[key] = (None, f"no instance: json-schema-faker says {answer.get('reason', 'nothing')}")
                continue
            value = small(answer["value"])
            reason = self.reason(key[0], key[3], value)
            self.made[key] = (None, f"no instance: {reason}") if reason else (value, None)

    def get(self, key):
        return self.made[key]

    def reason(self, pointer, way, value):
        """Why a value is none of a schema, by the word of the validator."""
        try:
            return self.error(pointer, way, value)
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            return f"its schema is not one: {error}"[:200]

    def error(self, pointer, way, value):
        at = (pointer, way)
        if at not in self.validators:
            if way not in self.registries:
                # A document that names the dialect of its schemas at its top is no schema of that dialect.
                root = {key: value for key, value in self.document.root.items() if key != "$schema"}
                if self.document.is_3_0:
                    root = validate.each_schema(root, lambda schema: validate.lowered(schema, way))
                else:
                    root = validate.each_schema(root, lambda schema: directed(schema, way))
                root = validate.each_schema(root, either)
                self.registries[way] = jsonschema_rs.Registry([(BASE, root)])
            reference = {"$ref": f"{BASE}#{validate.quote(pointer, safe='/~')}"}
            self.validators[at] = jsonschema_rs.Draft202012Validator(
                reference, registry=self.registries[way], formats=self.formats, validate_formats=True, ignore_unknown_formats=True
            )
        error = next(self.validators[at].iter_errors(value), None)
        return None if error is None else f"{error.message}"[:160]


def tolerant(check):
    def checked(value):
        try:
            return bool(check(value))
        except Exception:  # A format that cannot be read is not kept.
            return False

    return checked


def either(schema):
    """A schema in which `oneOf` is `anyOf`: what fits two alternatives is what servers send, and documents mean. Where nothing is
    said of the type but by `items` or `properties`, it is the one that these are about. A number of the format of an integer is one."""
    if isinstance(schema, list):
        return [either(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {}
    for key, value in schema.items():
        if key in ("enum", "const", "default", "example", "examples"):
            result[key] = value
        elif key in ("properties", "patternProperties", "$defs") and isinstance(value, dict):
            result[key] = {name: either(part) for name, part in value.items()}
        elif key == "oneOf" and "anyOf" not in schema:
            result["anyOf"] = either(value)
        else:
            result[key] = either(value)
    parts = [part for key in ("oneOf", "anyOf", "allOf") for part in schema.get(key) or []]
    if not any(says_type(part) for part in [schema, *parts]) and not any(composed(part) for part in parts):
        implied = [kind for kind, keys in KEYWORDS.items() if any(isinstance(schema.get(key), dict) for key in keys)]
        if len(implied) == 1:
            result["type"] = implied
    if schema.get("type") == "number" and schema.get("format") in BOUNDS and "multipleOf" not in schema:
        result["multipleOf"] = 1
    return result


def says_type(schema):
    return not isinstance(schema, dict) or any(key in schema for key in ("type", "$ref", "not", "enum", "const", "if"))


def composed(schema):
    return any(key in schema for key in ("oneOf", "anyOf", "allOf"))


# What is said of values of one type.
KEYWORDS = {"object": ("properties", "additionalProperties", "patternProperties"), "array": ("items",)}


def directed(schema, way):
    """A schema of 3.1 that does not require what travels the other way."""
    if isinstance(schema, list):
        return [directed(item, way) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {}
    for key, value in schema.items():
        if key in ("enum", "const", "default", "example", "examples"):
            result[key] = value
        elif key in ("properties", "patternProperties", "$defs") and isinstance(value, dict):
            result[key] = {name: directed(part, way) for name, part in value.items()}
        else:
            result[key] = directed(value, way)
    properties, aside = schema.get("properties"), {"sent": "readOnly", "received": "writeOnly"}.get(way)
    if isinstance(properties, dict) and isinstance(schema.get("required"), list):
        one_way = {name for name, part in properties.items() if isinstance(part, dict) and part.get(aside) is True}
        result["required"] = [name for name in schema["required"] if name not in one_way]
    return result
