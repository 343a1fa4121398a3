"""Schemas narrowed to one shape: which branch of each union, which optional members, whether nulls.

In: a schema of a document and the choices. Out: a schema without references, of which json-schema-faker makes an instance;
where any text or number would do, it names one that is hard to send. The result is only a proposal: who uses it asks a
validator whether the instance is one of the document's own schema.
"""

TEXTS = [
    "a/b ?c=d&e#f%25+g;h,i|j:k@l!$'()*[]{}\"\\~^`<>",
    "é漢字🦀\u0301 x",
    "100%",
    " lead and trail ",
    "line\nbreak\ttab",
    "true",
    "null",
    "0",
]
PLAIN = ["word", "two words", "7", "x-y_z.1~"]
# Without what separates items somewhere.
FORMS = ["a/b?c=d&e#f%25+g;h:k@l'()*[]{}\"~^`<>", "é漢字🦀", "100%", "two words"]
# What is a header's: no line breaks, nothing at its ends.
HEADERS = ["a b;c=d \"e\" %20", "word", "x/y?z&a"]
SAMPLES = {
    "date-time": ["2024-01-02T03:04:05Z", "2024-02-29T23:59:59.123456+05:30", "1999-12-31T23:59:59-08:00"],
    "date": ["2024-02-29", "1970-01-01"],
    "time": ["03:04:05Z", "23:59:59.5+01:00"],
    "duration": ["P1DT2H", "PT0.5S", "P1Y2M3D"],
    "uuid": ["3f2504e0-4f89-41d3-9a0c-0305e82c3301", "00000000-0000-0000-0000-000000000000"],
    "uri": ["https://example.com/a?b=c&d=%20#e"],
    "url": ["https://example.com/a?b=c"],
    "uri-reference": ["/a?b=c"],
    "iri": ["https://example.com/é"],
    "email": ["a+b@example.com"],
    "idn-email": ["a@example.com"],
    "hostname": ["example.com"],
    "ipv4": ["192.0.2.1"],
    "ipv6": ["2001:db8::1", "::"],
    "byte": ["YS9iPz4+", "", "/+8="],
    "base64": ["YS9iPz4+"],
    "base64url": ["YS9iPz4-"],
    "binary": ["bytes \u0001 é"],
}
BOUNDS = {
    "int8": (-128, 127), "int16": (-32768, 32767), "int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1),
    "uint8": (0, 255), "uint16": (0, 65535), "uint32": (0, 2**32 - 1), "uint64": (0, 2**64 - 1), "uint": (0, 2**32 - 1),
}
BIG = "\u0001int:"


class Impossible(Exception):
    """There is no such instance, or none that is small enough."""


class Choice:
    """How to choose: `kind` is least, all or nulls; `branch` counts through unions and samples."""

    def __init__(self, kind, branch, way, texts=None, depth=4):
        self.kind, self.branch, self.way, self.texts, self.depth = kind, branch, way, texts or TEXTS, depth


class Narrow:
    def __init__(self, document, choice):
        self.document, self.choice = document, choice
        self.nodes = 0
        # The most alternatives that were met: how many branches are worth asking for.
        self.branches = 1
        self.open = []
        # What the schemas around say of the members of the object in the making: `required` may stand beside them.
        self.around = []

    def pick(self, options):
        self.branches = max(self.branches, len(options))
        return options[self.choice.branch % len(options)]

    def schema(self, node, depth=0, nullable=False):
        self.nodes += 1
        if self.nodes > 4000 or depth > 24:
            raise Impossible("it is too large")
        if node is True or node == {} or node is None:
            return {"const": self.pick([{"any": [1, "x", None]}, "any", 1.5, True])}
        if not isinstance(node, dict):
            raise Impossible("nothing is allowed")
        if isinstance(node.get("$ref"), str):
            return self.reference(node, depth, nullable)
        for unknown in ("$dynamicRef", "$recursiveRef"):
            if unknown in node:
                raise Impossible(f"`{unknown}` is not followed here")
        if "const" in node:
            return {"const": big(node["const"])}
        if isinstance(node.get("enum"), list) and node["enum"]:
            values = [value for value in node["enum"] if value is not None] or [None]
            return {"const": big(self.pick(values))}
        if nullable and self.choice.kind == "nulls" and is_nullable(self.document, node):
            return {"const": None}
        children = self.children(node)
        if children:
            return self.child(node, children, depth)
        parts = []
        is_composed = any(isinstance(node.get(keyword), list) for keyword in ("oneOf", "anyOf", "allOf"))
        self.around.append(self.members(node) if is_composed else {})
        try:
            for keyword in ("oneOf", "anyOf"):
                options = node.get(keyword)
                if isinstance(options, list) and options:
                    parts.append(self.union(node, keyword, options, depth, nullable))
            if isinstance(node.get("allOf"), list):
                parts.extend(self.schema(part, depth + 1) for part in node["allOf"])
            own = self.own(node, depth)
        finally:
            self.around.pop()
        if not parts:
            return own
        if own:
            parts.append(own)
        return parts[0] if len(parts) == 1 else {"allOf": parts}

    def members(self, node):
        """The members that a schema and its parts list, those of its alternatives last."""
        node, _ = self.document.resolve(node, "")
        if not isinstance(node, dict):
            return {}
        # What stands in itself adds nothing the second time.
        known = self.document.members
        if id(node) in known:
            return known[id(node)][1]
        found = {}
        # With the schema itself, so that no other one gets its identity.
        known[id(node)] = (node, found)
        if isinstance(node.get("properties"), dict):
            found.update(node["properties"])
        for keyword in ("allOf", "oneOf", "anyOf"):
            for part in node.get(keyword) if isinstance(node.get(keyword), list) else []:
                for name, member in list(self.members(part).items()):
                    found.setdefault(name, member)
        return found

    def reference(self, node, depth, nullable):
        pointer = self.document.target(node["$ref"])
        pointer = self.document.schema_target(pointer) if pointer is not None else None
        target = self.document.at(pointer) if pointer is not None else None
        if target is None:
            raise Impossible("a reference leads out of the document")
        if self.open.count(pointer) >= 2:
            raise Impossible("it is recursive")
        self.open.append(pointer)
        try:
            made = self.schema(target, depth, nullable)
        finally:
            self.open.pop()
        others = {key: value for key, value in node.items() if key not in ("$ref", "description", "summary", "title")}
        if self.document.is_3_0 or not any(shapes(key) for key in others):
            return made
        return {"allOf": [made, self.schema(others, depth + 1)]}

    def union(self, node, keyword, options, depth, nullable):
        live = [option for option in options if not self.is_null(option)] or options
        order = [(self.choice.branch + shift) % len(live) for shift in range(len(live))]
        self.branches = max(self.branches, len(live))
        reason = Impossible("nothing is allowed")
        for index in order:
            try:
                made = self.schema(live[index], depth + 1, False)
            except Impossible as why:
                reason = why
                continue
            tag = self.tag(node, live[index])
            return {"allOf": [made, tag]} if tag else made
        raise reason

    def is_null(self, option):
        option, _ = self.document.resolve(option, "")
        return isinstance(option, dict) and (option.get("type") == "null" or option.get("enum") == [None] or ("const" in option and option["const"] is None))

    def tag(self, node, option):
        """What a discriminator says of an option."""
        discriminator = node.get("discriminator")
        if not isinstance(discriminator, dict) or not isinstance(option, dict) or "$ref" not in option:
            return None
        name = discriminator.get("propertyName")
        values = self.tag_values(discriminator, option["$ref"])
        target, _ = self.document.resolve(option, "")
        said = self.said(target, name)
        if said is not None:
            values = [value for value in said if str(value) in values] or said
        elif isinstance(target, dict) and not self.has(target, name):
            return None
        return {"type": "object", "properties": {name: {"const": self.pick(values)}}, "required": [name]}

    def tag_values(self, discriminator, reference):
        mapping = discriminator.get("mapping")
        name = reference.rsplit("/", 1)[-1]
        values = [key for key, to in mapping.items() if to in (reference, name)] if isinstance(mapping, dict) else []
        return values or [name]

    def said(self, node, name, depth=0):
        """The values that a schema allows for a member; None: any."""
        node, _ = self.document.resolve(node, "")
        if not isinstance(node, dict) or depth > 6:
            return None
        member = node.get("properties", {}).get(name) if isinstance(node.get("properties"), dict) else None
        found = self.values(member)
        for part in node.get("allOf") or []:
            more = self.said(part, name, depth + 1)
            if more is not None:
                found = more if found is None else [value for value in found if value in more]
        return found

    def values(self, member):
        member, _ = self.document.resolve(member, "")
        if not isinstance(member, dict):
            return None
        if "const" in member:
            return [member["const"]]
        if isinstance(member.get("enum"), list):
            return [value for value in member["enum"] if value is not None]
        found = None
        for part in member.get("allOf") or []:
            more = self.values(part)
            if more is not None:
                found = more if found is None else [value for value in found if value in more]
        return found

    def has(self, node, name, depth=0):
        node, _ = self.document.resolve(node, "")
        if not isinstance(node, dict) or depth > 6:
            return False
        if name in (node.get("properties") or {}):
            return True
        return any(self.has(part, name, depth + 1) for part in node.get("allOf") or [])

    def children(self, node):
        """The schemas that a parent with a discriminator stands for."""
        discriminator = node.get("discriminator")
        if not isinstance(discriminator, dict) or "oneOf" in node or "anyOf" in node:
            return []
        mapping = discriminator.get("mapping")
        found = []
        for key, to in (mapping if isinstance(mapping, dict) else {}).items():
            pointer = self.document.target(to if "#" in str(to) else f"#/components/schemas/{to}")
            if pointer is not None and pointer not in self.open:
                found.append((key, pointer))
        return found

    def child(self, node, children, depth):
        name = node["discriminator"].get("propertyName")
        key, pointer = self.pick(children)
        parents = self.open
        made = self.schema({"$ref": "#" + pointer}, depth + 1) if parents.count(pointer) < 1 else self.own(node, depth)
        return {"allOf": [made, {"type": "object", "properties": {name: {"const": key}}, "required": [name]}]}

    def own(self, node, depth):
        """What a schema says by itself, without its parts and alternatives."""
        kind = self.kind(node)
        if kind in ("string", "number", "integer", "boolean") and isinstance(node.get("allOf"), list):
            if not any(shapes(key) for key in node if key not in ("type", "allOf", "nullable")):
                # The parts say which.
                return {}
        if kind == "object":
            return self.object(node, depth)
        if kind == "array":
            return self.array(node, depth)
        if kind == "string":
            return self.string(node)
        if kind in ("integer", "number"):
            return self.number(node, kind)
        if kind == "boolean":
            return {"const": self.pick([True, False])}
        if kind == "null":
            return {"const": None}
        if any(keyword in node for keyword in ("oneOf", "anyOf", "allOf")):
            return {}
        return {"const": self.pick(["any", {"any": [1]}])}

    def kind(self, node):
        kind = node.get("type")
        if isinstance(kind, list):
            kinds = [one for one in kind if one != "null"]
            return self.pick(kinds) if kinds else "null"
        if isinstance(kind, str):
            return kind
        if "properties" in node or "additionalProperties" in node or "patternProperties" in node:
            return "object"
        if "items" in node or "prefixItems" in node:
            return "array"
        if "pattern" in node or "minLength" in node or "maxLength" in node:
            return "string"
        if isinstance(node.get("required"), list):
            return "object"
        return None

    def object(self, node, depth):
        required = [name for name in node.get("required") or [] if isinstance(name, str)]
        listed = node.get("properties") if isinstance(node.get("properties"), dict) else {}
        properties = {}
        known = {name: member for level in self.around for name, member in level.items()}
        around, self.around = self.around, []
        try:
            return self.filled(node, depth, required, listed, properties, known)
        finally:
            self.around = around

    def filled(self, node, depth, required, listed, properties, known):
        aside = {"sent": "readOnly", "received": "writeOnly"}[self.choice.way]
        for name, member in listed.items():
            if self.is_aside(member, aside):
                required = [other for other in required if other != name]
                continue
            is_required = name in required
            if not is_required and (self.choice.kind == "least" or depth >= self.choice.depth or self.nodes > 1500):
                continue
            try:
                properties[name] = self.schema(member, depth + 1, True)
            except Impossible:
                if is_required:
                    raise
        for name in required:
            if name not in properties:
                if name not in listed:
                    more = known.get(name, node.get("additionalProperties", True))
                    properties[name] = self.schema(more if isinstance(more, dict) else True, depth + 1)
        more = node.get("additionalProperties")
        if self.choice.kind != "least" and depth < self.choice.depth and isinstance(more, dict) and "patternProperties" not in node and "propertyNames" not in node:
            for key in ("key", "a/b ~é"):
                try:
                    properties.setdefault(key, self.schema(more, depth + 1, True))
                except Impossible:
                    pass
        made = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
        if isinstance(node.get("patternProperties"), dict) and not properties and self.choice.kind != "least":
            made["patternProperties"] = {pattern: self.schema(member, depth + 1) for pattern, member in node["patternProperties"].items()}
            made["minProperties"] = 1
        elif isinstance(node.get("minProperties"), int) and len(properties) < node["minProperties"]:
            open_member = self.schema(more if isinstance(more, dict) else True, depth + 1)
            for count in range(node["minProperties"] - len(properties)):
                made["properties"][f"key{count}"] = open_member
                made["required"] = list(made["properties"])
        return made

    def is_aside(self, member, keyword):
        if not isinstance(member, dict):
            return False
        if member.get(keyword) is True:
            return True
        if self.document.is_3_0 and "$ref" not in member:
            return False
        target, _ = self.document.resolve(member, "")
        return isinstance(target, dict) and target.get(keyword) is True

    def array(self, node, depth):
        least = node.get("minItems") if isinstance(node.get("minItems"), int) else 0
        most = node.get("maxItems") if isinstance(node.get("maxItems"), int) else None
        prefix = node.get("prefixItems")
        if isinstance(prefix, list) and prefix:
            made = {"type": "array", "prefixItems": [self.schema(item, depth + 1) for item in prefix]}
            made["minItems"] = made["maxItems"] = max(len(prefix), least) if most is None else min(len(prefix), most)
            return made
        count = least
        if self.choice.kind != "least":
            count = max(least, 1 if depth > 1 or node.get("uniqueItems") is True else 2)
            if most is not None:
                count = min(count, most)
        if count == 0:
            return {"const": []}
        if count > 64:
            raise Impossible("it is too large")
        around, self.around = self.around, []
        try:
            item = self.schema(node.get("items", True), depth + 1)
        except Impossible:
            if least:
                raise
            return {"const": []}
        finally:
            self.around = around
        return {"type": "array", "items": item, "minItems": count, "maxItems": count}

    def string(self, node):
        kept = {key: node[key] for key in ("pattern", "minLength", "maxLength") if key in node}
        form = node.get("format")
        if "pattern" in node:
            return {"type": "string", **kept}
        if form in SAMPLES:
            return {"const": self.pick(SAMPLES[form])}
        if node.get("contentEncoding") in ("base64", "base64url"):
            return {"const": "YS9i"}
        text = self.pick(self.choice.texts)
        if node.get("contentMediaType") == "application/json" or form == "json":
            text = "{\"a\": [1]}"
        least, most = node.get("minLength"), node.get("maxLength")
        if isinstance(least, int) and len(text) < least:
            if least > 20_000:
                raise Impossible("it is too large")
            text += "x" * (least - len(text))
        if isinstance(most, int) and len(text) > most:
            text = ("x" if text[:1] == " " else text[:1]) + text[1:most] if most else ""
        return {"const": text}

    def number(self, node, kind):
        low, high = bound(node, "minimum", "exclusiveMinimum", 1), bound(node, "maximum", "exclusiveMaximum", -1)
        if "multipleOf" in node:
            return {key: node[key] for key in ("type", "minimum", "maximum", "multipleOf") if key in node and isinstance(node[key], (int, float, str))}
        form = node.get("format")
        if kind == "integer":
            bounds = BOUNDS.get(form, (-(2**53) + 1, 2**53 - 1))
            options = [7, bounds[1], bounds[0], 0]
        else:
            options = [7, 1.5, -0.25, 0] if form == "float" else [1.5, 0.1, -1234567.875, 3]
            if form in BOUNDS:
                options = [7, BOUNDS[form][1], BOUNDS[form][0]]
        kept = [value for value in options if (low is None or value >= low) and (high is None or value <= high)]
        ends = [rounded(value) for value in (low, high) if value is not None]
        if kind == "integer":
            ends = [int(value) for value in ends if value == int(value)]
        if not kept and not ends:
            raise Impossible("no number is within its bounds")
        return {"const": big(self.pick(kept + ends))}


def bound(node, name, exclusive, step):
    value, strict = node.get(name), node.get(exclusive)
    is_number = lambda one: isinstance(one, (int, float)) and not isinstance(one, bool)
    if is_number(strict):
        return strict + step
    if not is_number(value):
        return None
    return value + step if strict is True else value


# The ends of the integers of 64 bits as JavaScript has them.
ENDS = {2**63: 2**63 - 1, 9223372036854776000: 2**63 - 1, -9223372036854776000: -(2**63), 2**64: 2**64 - 1, 18446744073709552000: 2**64 - 1}


def rounded(value):
    """A bound; one that JavaScript rounded is that of the type."""
    return ENDS.get(value, value) if isinstance(value, (int, float)) else value


def big(value):
    """Integers that JavaScript would round travel as text."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53 - 1:
        return f"{BIG}{value}"
    return value


def small(value):
    """Takes such texts back."""
    if isinstance(value, str):
        return int(value[len(BIG):]) if value.startswith(BIG) else value
    if isinstance(value, list):
        return [small(item) for item in value]
    if isinstance(value, dict):
        return {key: small(item) for key, item in value.items()}
    return value


def shapes(keyword):
    return not keyword.startswith("x-") and keyword not in (
        "description", "title", "summary", "example", "examples", "default", "deprecated", "readOnly", "writeOnly", "externalDocs", "nullable", "xml", "$schema", "$comment",
    )


def is_nullable(document, node, depth=0):
    node, _ = document.resolve(node, "")
    if not isinstance(node, dict) or depth > 6:
        return False
    if document.is_3_0 and node.get("nullable") is True:
        return isinstance(node.get("type"), str)
    if node.get("type") == "null":
        return True
    if isinstance(node.get("type"), list) and "null" in node["type"]:
        return True
    return any(is_nullable(document, option, depth + 1) for key in ("oneOf", "anyOf") for option in node.get(key) or [])
