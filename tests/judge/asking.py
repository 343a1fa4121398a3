"""Requests to ask a client for: which values for which operation.

In: the operations of a document and what its client can be given. Out: tasks for the client's program, each with what was
given, as the document names it.
"""

import json
import re

from document import essence, is_form, is_json
from narrow import FORMS, HEADERS, PLAIN, TEXTS, Choice
from sequences import is_sequence
from wire import credentials

LISTS = ("in_", "not_in", "between")
FLAGS = {"null": True, "not_null": True, "exists": True, "empty": True}
MISSING = "wrong: nothing takes it"
# Bodies have at most so many instances.
BRANCHES = 12


class Slots:
    """What a client's operation can be given."""

    def __init__(self, slots):
        self.slots = slots

    def find(self, place, name, value):
        """The slot for a value of a parameter."""
        place = "query" if place == "querystring" else place
        same = [
            (index, slot)
            for index, slot in enumerate(self.slots)
            if slot["place"] == place and (slot["name"] == name or place == "header" and slot["name"].lower() == name.lower())
        ]
        if not same:
            return None
        for index, slot in same:
            operator = slot["operator"]
            fits = operator is None or (operator in LISTS) == isinstance(value, list)
            if operator in FLAGS:
                fits = value is True or value == "true"
            if operator == "between":
                fits = isinstance(value, list) and len(value) == 2
            if fits:
                return index
        return same[0][0]

    def bodies(self):
        return [(index, slot) for index, slot in enumerate(self.slots) if slot["place"] == "body"]


class Asking:
    def __init__(self, document, instances, note):
        self.document, self.instances, self.note = document, instances, note
        self.seen = set()
        self.credentials = credentials(document)

    def parameter(self, parameter, branch):
        texts = HEADERS if parameter.place in ("header", "cookie") else TEXTS[:4]
        schema = self.document.at(parameter.schema)
        schema, _ = self.document.resolve(schema, "")
        kind = schema.get("type") if isinstance(schema, dict) else None
        if parameter.media_type is None and (parameter.style in ("spaceDelimited", "pipeDelimited") or kind in ("array", "object") and parameter.place == "header"):
            texts = [text for text in PLAIN if " " not in text]
        if parameter.place == "path":
            texts = [text for text in texts if text.strip(".")]
        return self.instances.ask(parameter.schema, Choice("all", branch, "sent", texts))

    def prepare(self, operation, plan):
        """Asks for all values of an operation; gives the variants, each as a list of what is given."""
        slots = Slots(plan["slots"])
        parameters = list(operation.parameters.values())
        required = [parameter for parameter in parameters if parameter.required]
        optional = [parameter for parameter in parameters if not parameter.required]
        bodies = self.media_types(operation, slots)
        variants = []
        first = bodies[0] if bodies else None
        needs_body = first is not None and slots.slots[first[0]]["required"]
        variants.append(("required", required, 0, (first, Choice("least", 0, "sent")) if needs_body else None))
        for branch in (0, 1, 2):
            variants.append((f"all, {branch}", parameters, branch, (first, Choice("all", branch, "sent")) if first else None))
        for parameter in optional[:1] + optional[-1:] if len(optional) > 1 else optional:
            body = (first, Choice("least", 1, "sent")) if needs_body else None
            variants.append((f"only {parameter.name}", [*required, parameter], 3, body))
        if first:
            variants.append(("nulls", required, 1, (first, Choice("nulls", 0, "sent"))))
        for other in bodies[1:]:
            variants.append((f"as {other[1]}", required, 1, (other, Choice("all", 0, "sent"))))
        prepared = []
        for what, given, branch, body in variants:
            keys = [(parameter, self.parameter(parameter, branch)) for parameter in given]
            prepared.append((what, keys, self.body(operation, body)))
        return slots, prepared, bodies

    def media_types(self, operation, slots):
        content = operation.body()
        found = []
        for index, slot in slots.bodies():
            names = [name for name in (content.types if content else {}) if essence(name) == essence(slot["name"])]
            if slot["name"] in (content.types if content else {}):
                names.insert(0, slot["name"])
            if not names and content and len(slots.bodies()) == 1 and len(content.types) == 1:
                names = list(content.types)
            if names:
                found.append((index, names[0]))
            else:
                self.note(operation, f"the body is sent as `{slot['name']}`, which is not documented")
        return found

    def body(self, operation, chosen):
        if chosen is None:
            return None
        (index, media_type), choice = chosen
        _, schema, item = operation.body().types[media_type]
        if is_sequence(media_type) and self.document.at(item) is not None:
            return index, media_type, self.instances.ask(item, choice), None
        if self.document.at(schema) is None:
            # Without a schema it is any text, or any object.
            is_text = "*" in media_type or not is_json(media_type) and not is_form(media_type)
            return index, media_type, None, "text é" if is_text else {"any": "é" if is_form(media_type) else [1, "é"]}
        if is_form(media_type):
            choice = Choice(choice.kind, choice.branch, choice.way, FORMS)
        return index, media_type, self.instances.ask(schema, choice), None

    def more_bodies(self, operation, bodies):
        """Every branch of a body's unions, once for each schema."""
        for index, media_type in bodies:
            _, schema, _ = operation.body().types[media_type]
            resolved, pointer = self.document.resolve(self.document.at(schema), schema)
            if resolved is None or pointer in self.seen:
                continue
            self.seen.add(pointer)
            for branch in range(1, min(BRANCHES, self.instances.branches.get((schema, "sent"), 1))):
                key = self.instances.ask(schema, Choice("all", branch, "sent", FORMS if is_form(media_type) else TEXTS))
                yield f"body {branch}", index, media_type, key

    def task(self, plan_index, operation, slots, keys, body):
        """A task, or None where a value that is needed could not be made."""
        given, expected, problems = {}, {}, []
        self.query = operation.path.partition("?")[2]
        for parameter, key in keys:
            value, reason = self.instances.get(key)
            empty = value == "" or value in ([], {}) or value is None
            if parameter.place == "path" and "{" + parameter.name + "}" not in operation.path:
                continue
            if reason is None and empty and (parameter.place in ("path", "header", "cookie") or value is None):
                reason = "only an empty value was found"
            if reason is not None:
                problems.append(f"{parameter.place} `{parameter.name}`: {reason}")
                if parameter.required:
                    return None, problems
                continue
            if parameter.place == "path" and operation.path.startswith("{" + parameter.name + "}") and isinstance(value, str):
                value = "/a/b c/"
            if parameter.place == "query" and parameter.style == "form" and parameter.explode and isinstance(value, dict):
                value = self.told_apart(parameter, value)
            if isinstance(value, dict):
                value = json.loads(json.dumps(value))
            slot = slots.find(parameter.place, parameter.name, value)
            if slot is not None and slots.slots[slot]["operator"] not in (None, *LISTS, *FLAGS) and isinstance(value, list):
                # A condition takes one value, also where a list of one is sent.
                value = value[:1]
            if slot is not None and slots.slots[slot]["operator"] in LISTS and isinstance(value, str):
                # A server that takes a list as one text takes it apart at its commas.
                value = value.replace(",", "")
            reason = self.put(slots, parameter, value, given)
            if reason == "ignored":
                continue
            if reason is not None:
                problems.append(f"{parameter.place} `{parameter.name}`: {reason}")
                if reason.startswith("wrong"):
                    expected[(parameter.place, parameter.name)] = (parameter, value)
                continue
            if not (parameter.place == "query" and value == []):
                expected[(parameter.place, parameter.name)] = (parameter, value)
        # What stands in the path only.
        for slot_index, slot in enumerate(slots.slots):
            fixed = re.search(r"(?:^|&)" + re.escape(slot["name"]) + "=([^&#{}]*)", self.query)
            if slot["place"] == "query" and slot["required"] and slot_index not in given and fixed:
                given[slot_index] = json.dumps(fixed.group(1))
                continue
            if slot["place"] == "path" and slot_index not in given and ("path", slot["name"]) not in expected:
                problems.append(f"path `{slot['name']}`: it is not declared")
                value = 7 if slot["ty"][:1] in "iuf" else "a b"
                given[slot_index] = json.dumps(value)
                expected[("path", slot["name"])] = (None, value)
        sent = None
        if body is not None:
            index, media_type, key, value = body
            reason = None
            if key is not None:
                value, reason = self.instances.get(key)
            if reason is not None:
                problems.append(f"body {media_type}: {reason}")
                if slots.slots[index]["required"]:
                    return None, problems
            else:
                if is_sequence(media_type) and self.document.at(operation.body().types[media_type][2]) is not None:
                    value = [value, value]
                given[index] = json.dumps(value)
                sent = (media_type, value)
        return {"op": plan_index, "given": given, "expected": expected, "body": sent}, problems

    def members(self, slots, place, name, separator, value, found):
        """Gives the members of an object, also of objects in it; a reason where one of them cannot be."""
        for key, item in value.items():
            own = name + separator.format(key)
            index = slots.find(place, own, item)
            if index is None and isinstance(item, dict):
                reason = self.members(slots, place, own, separator, item, found)
                if reason is not None:
                    return reason
                continue
            if index is None and slots.find(place, own + separator.format("eq"), item) is not None:
                return "a plain value for which the client has the operator `eq`"
            if index is None:
                return MISSING
            operator = slots.slots[index]["operator"]
            if operator in FLAGS and item is not True:
                return "a condition that only asks for yes"
            if operator in LISTS and isinstance(item, str):
                # A server that takes a list as one text takes it apart at its commas.
                value[key] = item = item.replace(",", "")
                item = [item]
            found[index] = json.dumps(item)
        return None

    def told_apart(self, parameter, value):
        """An object whose members are sent as parameters of their own: two that may have any members get different ones."""
        schema, _ = self.document.resolve(self.document.at(parameter.schema), "")
        listed = schema.get("properties") if isinstance(schema, dict) else None
        return {key if key in (listed or {}) else f"{parameter.name} {key}": item for key, item in value.items()}

    def put(self, slots, parameter, value, given):
        """Gives a value to the client; a reason where that cannot be."""
        if parameter.place == "header" and parameter.name.lower() in ("accept", "content-type", "authorization"):
            if slots.find("header", parameter.name, value) is None:
                return "ignored"
        name = parameter.name.lower() if parameter.place == "header" else parameter.name
        if (parameter.place, name) in self.credentials:
            # The credential is sent in its place.
            return "ignored"
        index = slots.find(parameter.place, parameter.name, value)
        if index is None and "{" + parameter.name + "}" in self.query:
            called = re.search(r"(?:^|&)([^&=]*)=\{" + re.escape(parameter.name), self.query)
            names = (parameter.name, called.group(1) if called else None)
            index = next((index for index, slot in enumerate(slots.slots) if slot["name"] in names), None)
        if index is not None:
            slot = slots.slots[index]
            if slot["operator"] in LISTS and not isinstance(value, list):
                value = [value]
            if slot["operator"] in FLAGS and value not in (True, "true"):
                return "a condition that only asks for yes"
            if slot["operator"] in FLAGS:
                value = True
            if slot["operator"] not in LISTS and slot["operator"] is not None and isinstance(value, list):
                if len(value) != 1:
                    return "a list where a condition takes one value"
                value = value[0]
            given[index] = json.dumps(value)
            return None
        if isinstance(value, dict):
            for separator in ("[{}]", ".{}"):
                found = {}
                reason = self.members(slots, parameter.place, parameter.name, separator, value, found)
                if found and reason is None:
                    given.update(found)
                    return None
                if reason not in (None, MISSING):
                    return reason
        schema, _ = self.document.resolve(self.document.at(parameter.schema), "")
        if isinstance(schema, dict) and ("const" in schema or len(schema.get("enum") or []) == 1):
            # A constant needs no argument, and is sent by itself.
            return None
        return MISSING
