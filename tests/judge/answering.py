"""Answers to give to a client: instances of every response of every operation.

In: the operations of a document. Out: tasks for the client's program, each with the schema and the value of its answer.
"""

import json

from document import essence, is_json
from narrow import TEXTS, Choice
from sequences import is_sequence, write

BRANCHES = 12


def code(status, others):
    """A status that a key of responses stands for."""
    if status == "default":
        first = [500, 501, 418, 400] if any(other[:1] in "23" for other in others) else [200]
        listed = {other.upper() for other in others}
        return next((each for each in first if not {str(each), f"{each // 100}XX"} & listed), 599)
    if status.upper().endswith("XX"):
        first = int(status[0]) * 100
        return next(number for number in range(first, first + 100) if str(number) not in others)
    return int(status)


class Answering:
    def __init__(self, document, instances, note):
        self.document, self.instances, self.note = document, instances, note
        self.seen = set()

    def prepare(self, operation):
        """Asks for all instances of an operation's responses."""
        responses = list(operation.responses())
        statuses = [status for status, _ in responses]
        prepared = []
        for status, content in responses:
            try:
                number = code(status, statuses)
            except ValueError:
                self.note(operation, f"response `{status}`: it is no status")
                continue
            if number < 200:
                self.note(operation, f"response `{status}`: it ends no exchange")
                continue
            if operation.method == "HEAD" or number in (204, 205, 304) or not content.types:
                prepared.append((status, number, None, None, None, "empty"))
                continue
            media_type = self.media_type(content)
            if media_type is None:
                self.note(operation, f"response {status}: {', '.join(content.types)} is not read as a value")
                continue
            _, schema, item = content.types[media_type]
            for what, key, pointer in self.instances_of(operation, status, media_type, schema, item):
                prepared.append((status, number, media_type, key, pointer, what))
        return prepared

    def media_type(self, content):
        types = list(content.types)
        for wanted in (is_json, lambda name: essence(name).startswith("text/") and essence(name) not in ("text/event-stream", "text/xml")):
            for name in types:
                if wanted(name):
                    return name
        return next((name for name in types if "xml" not in name and essence(name) != "text/event-stream"), None)

    def instances_of(self, operation, status, media_type, schema, item):
        if is_sequence(media_type) and self.document.at(item) is not None:
            schema = item
        schema = self.document.meant(schema)
        node = self.document.at(schema)
        if node is None:
            yield "without a schema", None, None
            return
        resolved, pointer = self.document.resolve(node, schema)
        choices = [Choice("all", 0, "received", TEXTS)]
        is_new = pointer not in self.seen
        self.seen.add(pointer)
        if is_new:
            choices.append(Choice("least", 0, "received", TEXTS))
            choices.append(Choice("nulls", 1, "received", TEXTS))
        for choice in choices:
            yield f"{choice.kind}, {choice.branch}", self.instances.ask(schema, choice), schema
        if is_new:
            for branch in range(1, min(BRANCHES, self.instances.branches.get((schema, "received"), 1))):
                yield f"all, {branch}", self.instances.ask(schema, Choice("all", branch, "received", TEXTS)), schema
            yield "unknown members", self.instances.ask(schema, choices[0]), schema

    def tasks(self, plan_index, operation, prepared):
        """The tasks of an operation, each with a problem where it could not be made."""
        documented = {number for _, number, *_ in prepared}
        successes = [status for status, *_ in {entry[0]: entry for entry in prepared}.values() if status[:1] == "2"]
        # A 3xx is what the operation is for, where no 2xx is.
        self.alone = not any(status[:1] == "2" for status, *_ in prepared)
        for status, number, media_type, key, schema, what in prepared:
            where = f"response {status}" + (f" {media_type}" if media_type else "")
            if what == "empty":
                yield where, what, self.task(plan_index, number, None, "", None, None), None
                continue
            value = "text é"
            if key is not None:
                value, reason = self.instances.get(key)
                if reason is None and what == "unknown members":
                    value = with_unknown(value)
                    if value is None:
                        continue
                    reason = self.instances.reason(schema, "received", value)
                    if reason is not None:
                        continue
                if reason is not None:
                    yield where, what, None, reason
                    continue
            elif is_json(media_type) or is_sequence(media_type):
                value = {"any": [1, "é", None]}
            sent = media_type.replace("*/*", "application/json").replace("/*", "/plain")
            if is_sequence(sent):
                text = write(sent, 2 * [json.dumps(value, ensure_ascii=False)])
                yield where, what, {**self.task(plan_index, number, sent, text, schema, value), "lines": 2}, None
                continue
            text = json.dumps(value, ensure_ascii=False) if is_json(sent) else value if isinstance(value, str) else json.dumps(value)
            yield where, what, self.task(plan_index, number, sent, text, schema, value), None
            # What stands under `default` is for every status that is not listed.
            open_statuses = any(entry[0].upper() in ("2XX", "DEFAULT") for entry in prepared)
            if what == "all, 0" and successes == [status] and not open_statuses:
                other = next(each for each in (200, 201, 202) if each not in documented)
                yield f"{where}, answered as {other}", what, self.task(plan_index, other, sent, text, schema, value), None

    def task(self, index, number, media_type, text, schema, value):
        return {
            "op": index,
            "answer": {"status": number, "media": media_type, "body": text},
            "schema": schema,
            "value": value,
            "empty": media_type is None,
            "alone": self.alone,
        }


def with_unknown(value):
    """The value with members that no document lists; None: it has no members."""
    if isinstance(value, dict):
        return {**value, "zz unknown é": {"any": [1, None]}, "zz_null": None}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [with_unknown(value[0]), *value[1:]]
    return None
