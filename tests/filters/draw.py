"""Draws the operations of labelled.yaml from a folder of real documents.

In: the folder (its only argument); PyYAML is needed for those in YAML. Out, on standard output: the drawn operations in the form of
labelled.yaml, with their parameter lists and without labels. The same folder gives the same bytes.

How it draws: every operation is put in a stratum by a loose look at the names of its query parameters (below; it is meant
to be too wide, and is not how filters are detected). Within a stratum the documents take turns, in the order of a hash of
the seed, so that a document with a thousand operations is not drawn a thousand times.

What it keeps of a schema is in KEPT; references are followed, descriptions and examples left out, and long enumerations cut.
Of the document it keeps the version of OpenAPI, and what tells who made it (MARKS).
"""

import hashlib
import json
import os
import re
import sys

SEED = "filters 1"
# How many of each stratum; an operation belongs to the first of which it has a parameter.
STRATA = {
    "symbol": 8,
    "nested brackets": 4,
    "dots": 15,
    "brackets": 28,
    "objects of operators": 14,
    "suffixes": 22,
    "double underscores": 38,
    "objects": 5,
    "words": 10,
}
CANDIDATES = 140
PLAIN = 60
MOST_OF_A_DOCUMENT = 12
# Of a document whose operations have more parameters than this on the average.
MOST_OF_A_LARGE_ONE = 6
LARGE = 80
METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]
KEPT = [
    "type", "format", "title", "nullable", "default", "const", "enum", "items", "uniqueItems", "minItems", "maxItems",
    "properties", "required", "additionalProperties", "anyOf", "oneOf", "allOf",
]
ENUM = 12
# Shared schemas whose names say what made a document.
MARKS = ["HTTPValidationError"]

OPERATORS = (
    "eq|ne|neq|n?in|not_?in|gt|gte|lt|lte|between|range|is_?null|exists|empty|i?contains|i?exact|"
    "i?starts_?with|i?ends_?with|i?like|i?regex|overlap|any|all|not"
)
CAMEL = (
    "Eq|Ne|Neq|In|NotIn|Gte?|Lte?|Between|Range|IsNull|Exists|Empty|Contains|Like|Any|All|Not|StartsWith|EndsWith"
)
WORDS = "min|max|from|to|start|end|before|after|since|until"
CAMEL_WORDS = "Min|Max|From|To|Start|End|Before|After|Since|Until"


def read(folder):
    """The documents of a folder, by the stem of the file's name."""
    documents = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            text = file.read()
        stem = name.rsplit(".", 1)[0]
        documents[stem] = json.loads(text) if name.endswith(".json") else yaml(text)
    return documents


def yaml(text):
    """YAML 1.2: `on` is a text, and so is a date."""
    import yaml as library

    class Loader(library.CSafeLoader):
        pass

    drop = {"tag:yaml.org,2002:" + tag for tag in ["timestamp", "bool", "int"]}
    Loader.yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in resolvers if tag not in drop]
        for first, resolvers in library.CSafeLoader.yaml_implicit_resolvers.items()
    }
    Loader.add_implicit_resolver(
        "tag:yaml.org,2002:bool", re.compile("^(true|True|TRUE|false|False|FALSE)$"), list("tTfF")
    )
    Loader.add_implicit_resolver(
        "tag:yaml.org,2002:int", re.compile("^[-+]?(0|[1-9][0-9]*)$"), list("-+0123456789")
    )
    return library.load(text, Loader)


def resolve(document, value):
    """What a reference leads to; an empty object where it leads nowhere in this document."""
    for _ in range(20):
        if not (isinstance(value, dict) and isinstance(value.get("$ref"), str)):
            return value
        if not value["$ref"].startswith("#/"):
            return {}
        found = document
        for part in value["$ref"][2:].split("/"):
            part = part.replace("~1", "/").replace("~0", "~")
            if isinstance(found, dict):
                found = found.get(part, {})
            elif isinstance(found, list) and part.isdigit() and int(part) < len(found):
                found = found[int(part)]
            else:
                return {}
        value = found
    return {}


def compact(document, schema, depth=0):
    """A schema with its references followed, and without what says nothing of its type."""
    schema = resolve(document, schema)
    if not isinstance(schema, dict):
        return schema
    if depth > 6:
        return {}
    kept = {}
    for key in KEPT:
        if key not in schema:
            continue
        value = schema[key]
        if key == "properties":
            value = {name: compact(document, inner, depth + 1) for name, inner in value.items()}
        elif key in ("anyOf", "oneOf", "allOf"):
            value = [compact(document, inner, depth + 1) for inner in value]
        elif key in ("items", "additionalProperties"):
            value = compact(document, value, depth + 1)
        elif key == "enum":
            value = value[:ENUM]
        kept[key] = value
    return kept


def operations(documents):
    """Every operation: the document's name, METHOD /path, and its parameters with those of the path."""
    for name, document in documents.items():
        for path, item in (document.get("paths") or {}).items():
            item = resolve(document, item)
            for method in METHODS:
                operation = item.get(method)
                if not isinstance(operation, dict):
                    continue
                parameters = {}
                for each in (item.get("parameters") or []) + (operation.get("parameters") or []):
                    each = resolve(document, each)
                    if "name" in each:
                        parameters[(each.get("in"), each["name"])] = each
                yield name, f"{method.upper()} {path}", [
                    parameter(document, each) for each in parameters.values()
                ]


def parameter(document, each):
    """A parameter as it stands in labelled.yaml."""
    kept = {"name": each["name"], "in": each.get("in")}
    for key in ["required", "style", "explode"]:
        if key in each:
            kept[key] = each[key]
    if "schema" in each:
        kept["schema"] = compact(document, each["schema"])
    if "content" in each:
        kept["content"] = {
            media: {"schema": compact(document, inner.get("schema", {}))} for media, inner in each["content"].items()
        }
    return kept


def objects(schema):
    """The objects that a schema may be."""
    if not isinstance(schema, dict):
        return
    if schema.get("type") == "object" or "properties" in schema:
        yield schema
    for key in ["anyOf", "oneOf", "allOf"]:
        for inner in schema.get(key, []):
            yield from objects(inner)


def stratum(parameter):
    """Which stratum the look of a parameter belongs to, if any."""
    name = parameter["name"]
    found = list(objects(parameter.get("schema", {})))
    if re.search(r"[<>!=~^]$", name):
        return "symbol"
    if re.search(r"\[[^\]]+\]\[[^\]]+\]", name):
        return "nested brackets"
    if re.search(r"\[[^\]]+\]", name):
        return "brackets"
    if any(re.fullmatch(r"[$_]?(" + OPERATORS + ")", inner) for each in found for inner in each.get("properties", {})):
        return "objects of operators"
    if found or parameter.get("style") == "deepObject":
        return "objects"
    if "__" in name.strip("_"):
        return "double underscores"
    if "." in name:
        return "dots"
    if re.search(f"_({OPERATORS})_?$", name) or re.search(f"[a-z]({CAMEL})$", name):
        return "suffixes"
    if (
        re.search(f"(^|[_-])({WORDS})([_-]|$)", name, re.I)
        or re.search(f"[a-z]({CAMEL_WORDS})$", name)
        or re.search(f"^({WORDS})[A-Z]", name)
    ):
        return "words"
    return None


def chance(*parts):
    """A number that depends on nothing but the seed and what is drawn."""
    return hashlib.sha256("\0".join([SEED, *parts]).encode()).hexdigest()


def take(pool, wanted, taken):
    """Lets the documents of a pool take turns until enough is drawn or nothing is left."""
    drawn = []
    queues = {}
    for each in sorted(pool, key=lambda each: chance(each[0], each[1])):
        queues.setdefault(each[0], []).append(each)
    names = sorted(queues, key=chance)
    most = {
        name: MOST_OF_A_LARGE_ONE if sum(len(each[2]) for each in queue) > LARGE * len(queue) else MOST_OF_A_DOCUMENT
        for name, queue in queues.items()
    }
    while len(drawn) < wanted and any(queues.values()):
        for name in names:
            if len(drawn) == wanted:
                break
            if not queues[name]:
                continue
            each = queues[name].pop(0)
            if taken.get(name, 0) >= most[name]:
                queues[name] = []
                continue
            taken[name] = taken.get(name, 0) + 1
            drawn.append(each)
    return drawn


def draw(documents):
    """The drawn operations with their stratum, in the order of document and operation."""
    pools = {name: [] for name in [*STRATA, "plain"]}
    for each in operations(documents):
        query = [parameter for parameter in each[2] if parameter["in"] == "query"]
        if not query:
            continue
        found = {stratum(parameter) for parameter in query}
        pools[next((name for name in STRATA if name in found), "plain")].append(each)
    taken = {}
    drawn = []
    for name, wanted in STRATA.items():
        drawn += [(name, each) for each in take(pools[name], wanted, taken)]
    # What a small stratum did not have comes from the rest of all.
    already = {(each[0], each[1]) for _, each in drawn}
    rest = {
        (each[0], each[1]): (name, each)
        for name in STRATA
        for each in pools[name]
        if (each[0], each[1]) not in already
    }
    more = take([each for _, each in rest.values()], CANDIDATES - len(drawn), taken)
    drawn += [(rest[(each[0], each[1])][0], each) for each in more]
    drawn += [("plain", each) for each in take(pools["plain"], PLAIN, {})]
    return sorted(drawn, key=lambda each: each[1][:2])


def flow(value):
    """A value on one line. JSON is YAML."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def main():
    documents = read(sys.argv[1])
    for name, (document, operation, parameters) in draw(documents):
        schemas = (documents[document].get("components") or {}).get("schemas") or {}
        print(f"- document: {document}")
        print(f"  openapi: {flow(documents[document]['openapi'])}")
        print(f"  marks: {flow([mark for mark in MARKS if mark in schemas])}")
        print(f"  operation: {flow(operation)}")
        print(f"  stratum: {name}")
        print("  parameters:")
        for each in parameters:
            print(f"  - {flow(each)}")


if __name__ == "__main__":
    main()
