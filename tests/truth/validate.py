"""Says which values contradict their own schemas: the judgement of the jsonschema package, not of this project.

In, on standard input: a list of {"document": an OpenAPI document, "instances": [{"schema": pointer, "value": ..., "way": ...}]}.
Out, on standard output: for each a list with null for each value that is as its schema says, and the reason for each other.

Schemas of OpenAPI 3.1 are JSON Schema 2020-12 and taken as they are. Those of 3.0 are put into its words first:

    nullable beside type                 "null" is one of the types
    exclusiveMinimum/Maximum: true       the bound is exclusive
    $ref with siblings                   $ref
    keywords that 3.0 does not have      taken away
    required, and readOnly               not required in what is sent
    required, and writeOnly              not required in what is received

Formats that have a type of their own in a client are asserted, whatever the version.

A schema with the keywords of objects, or those of lists, and without a type lets everything else through. Documents mean
objects and lists there; a value that only contradicts such a meaning gets its reason with "(where it is meant)".
"""

import base64
import datetime
import ipaddress
import json
import re
import sys
from urllib.parse import quote

from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

BASE = "urn:document"

# What OpenAPI 3.0.3 names under "Schema Object", as far as it decides what is valid.
KEYWORDS_3_0 = {
    "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern",
    "maxItems", "minItems", "uniqueItems", "maxProperties", "minProperties", "required", "enum", "type", "allOf",
    "oneOf", "anyOf", "not", "items", "properties", "additionalProperties", "format",
}

formats = FormatChecker(formats=())


def text(name):
    def register(check):
        formats.checks(name)(lambda value: not isinstance(value, str) or check(value))
        return check
    return register


def number(name, low, high):
    def check(value):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value):
            return True
        return low <= value <= high
    formats.checks(name)(check)


for bits in (8, 16, 32, 64):
    number(f"int{bits}", -(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    number(f"uint{bits}", 0, 2**bits - 1)


@text("uuid")
def is_uuid(value):
    return re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value) is not None


@text("date")
def is_date(value):
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII) is None:
        return False
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


@text("time")
def is_time(value):
    match = re.fullmatch(r"(\d\d):(\d\d):(\d\d)(\.\d+)?(z|[+-](\d\d):(\d\d))", value, re.ASCII | re.IGNORECASE)
    if match is None:
        return False
    hour, minute, second = (int(part) for part in match.group(1, 2, 3))
    offset = match.group(6) is None or (int(match.group(6)) <= 23 and int(match.group(7)) <= 59)
    return hour <= 23 and minute <= 59 and second <= 60 and offset


@text("date-time")
def is_date_time(value):
    return len(value) > 10 and value[10] in "Tt" and is_date(value[:10]) and is_time(value[11:])


@text("duration")
def is_duration(value):
    pattern = r"P(?=.)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)"
    return re.fullmatch(pattern, value, re.ASCII) is not None


@text("ipv4")
def is_ipv4(value):
    try:
        ipaddress.IPv4Address(value)
    except ValueError:
        return False
    return True


@text("ipv6")
def is_ipv6(value):
    try:
        return ipaddress.IPv6Address(value).scope_id is None
    except ValueError:
        return False


@text("base64")
@text("byte")
def is_base64(value):
    try:
        base64.b64decode(value, validate=True)
    except ValueError:
        return False
    return True


def pattern(validator, value, instance, schema):
    """Patterns are ECMAScript's; one that Python cannot read decides nothing."""
    if not isinstance(instance, str):
        return
    try:
        found = re.search(value, instance)
    except re.error:
        return
    if found is None:
        yield ValidationError(f"{instance!r} does not match {value!r}")


Validator = validators.extend(Draft202012Validator, {"pattern": pattern})


def lowered(schema, way):
    """A schema of 3.0 in the words of 2020-12."""
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    result = {key: value for key, value in schema.items() if key in KEYWORDS_3_0}
    for keyword in ("allOf", "oneOf", "anyOf"):
        if isinstance(result.get(keyword), list):
            result[keyword] = [lowered(part, way) for part in result[keyword]]
    for keyword in ("not", "items", "additionalProperties"):
        if keyword in result:
            result[keyword] = lowered(result[keyword], way)
    properties = result.get("properties")
    if isinstance(properties, dict):
        result["properties"] = {name: lowered(part, way) for name, part in properties.items()}
        aside = {"sent": "readOnly", "received": "writeOnly"}.get(way)
        if aside and isinstance(result.get("required"), list):
            one_way = {name for name, part in properties.items() if isinstance(part, dict) and part.get(aside) is True}
            result["required"] = [name for name in result["required"] if name not in one_way]
    if schema.get("nullable") is True and isinstance(schema.get("type"), str):
        result["type"] = [schema["type"], "null"]
    for exclusive, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(result.get(exclusive), bool):
            if result.pop(exclusive) and bound in result:
                result[exclusive] = result.pop(bound)
    return result


def meant(schema):
    """A schema in which those with the keywords of objects or lists say so, in places where that is about the value."""
    if not isinstance(schema, dict):
        return schema
    result = dict(schema)
    for keyword in ("allOf", "oneOf", "anyOf", "prefixItems"):
        if isinstance(schema.get(keyword), list):
            result[keyword] = [meant(part) for part in schema[keyword]]
    for keyword in ("items", "additionalProperties"):
        if keyword in schema:
            result[keyword] = meant(schema[keyword])
    for keyword in ("properties", "patternProperties", "$defs"):
        if isinstance(schema.get(keyword), dict):
            result[keyword] = {name: meant(part) for name, part in schema[keyword].items()}
    if "type" not in schema:
        null = ["null"] if schema.get("nullable") is True else []
        if "properties" in schema:
            result["type"] = ["object", *null]
        elif "items" in schema:
            result["type"] = ["array", *null]
    return result


def each_schema(node, change):
    """A document with every schema changed that stands in it by itself."""
    if isinstance(node, list):
        return [each_schema(item, change) for item in node]
    if not isinstance(node, dict):
        return node
    result = {}
    for key, value in node.items():
        if key == "schema":
            result[key] = change(value)
        elif key == "schemas" and isinstance(value, dict):
            result[key] = {name: change(schema) for name, schema in value.items()}
        elif key in ("example", "examples"):
            result[key] = value
        else:
            result[key] = each_schema(value, change)
    return result


class Judge:
    """Checks values against the schemas of one document, for one direction."""

    def __init__(self, document, way):
        if str(document.get("openapi", "")).startswith("3.0"):
            document = each_schema(document, lambda schema: lowered(schema, way))
        self.registry = self.registered(document)
        self.meant = self.registered(each_schema(document, meant))

    @staticmethod
    def registered(document):
        resource = Resource(contents=document, specification=DRAFT202012)
        return Registry().with_resource(BASE, resource)

    def reason(self, schema, value):
        reason = self.against(self.registry, schema, value)
        if reason is None:
            reason = self.against(self.meant, schema, value)
            if reason is not None:
                reason = f"{reason} (where it is meant)"
        return reason

    def against(self, registry, schema, value):
        reference = {"$ref": f"{BASE}#{quote(schema, safe='/~')}"}
        validator = Validator(reference, registry=registry, format_checker=formats)
        try:
            error = best_match(validator.iter_errors(value))
        except RecursionError:
            raise
        except Exception as error:  # The package has no common class for what it finds wrong with a schema.
            return f"its schema is not one: {type(error).__name__}: {error}".split("\n")[0][:300]
        if error is None:
            return None
        return f"{error.json_path}: {error.message}"[:300]


def main():
    sys.setrecursionlimit(10_000)
    answers = []
    for task in json.load(sys.stdin):
        judges = {}
        reasons = []
        for instance in task["instances"]:
            way = instance["way"]
            if way not in judges:
                judges[way] = Judge(task["document"], way)
            reasons.append(judges[way].reason(instance["schema"], instance["value"]))
        answers.append(reasons)
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
