"""What stands in a request: taken apart by urllib and werkzeug, expected as RFC 6570 and the specification have it.

In: a request, and the values that were given for parameters and body. Out: complaints; what the specification leaves open;
and pairs of JSON values that somebody else compares by their schemas.
"""

import datetime
import itertools
import json
import re
from decimal import Decimal, InvalidOperation
from urllib.parse import unquote, unquote_plus

import uritemplate
from werkzeug.http import parse_cookie, parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder

from document import essence, is_json
from sequences import is_sequence, read

OPERATORS = {"simple": "", "label": ".", "matrix": ";"}


class Open(Exception):
    """The specification does not say what is right."""


def scalar(value):
    """The text of a value, as JSON has it."""
    return value if isinstance(value, str) else json.dumps(value)


def is_scalar(value):
    return not isinstance(value, (list, dict))


def same(value, text):
    """Whether a text is a value: the same text, number or instant."""
    if scalar(value) == text:
        return True
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            return Decimal(text) == Decimal(json.dumps(value))
        except InvalidOperation:
            return False
    if isinstance(value, str) and "T" in value:
        try:
            one, other = (datetime.datetime.fromisoformat(each) for each in (value, text))
            return one.tzinfo is not None and other.tzinfo is not None and one == other
        except ValueError:
            return False
    return False


def all_same(values, texts):
    return len(values) == len(texts) and all(same(value, text) for value, text in zip(values, texts))


def flat(value):
    """A value whose members are scalars: only these have a form in parameters."""
    inside = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    if not all(is_scalar(item) for item in inside):
        raise Open("lists and objects inside a parameter have no form in the specification")
    if isinstance(value, list):
        without_null_items(value)


def without_null_items(value):
    """A value that has no `null` in a list, however deep."""
    if isinstance(value, list) and None in value:
        raise Open("`null` in a list of a parameter or a form has no form in the specification")
    for inside in value if isinstance(value, list) else value.values() if isinstance(value, dict) else []:
        without_null_items(inside)


def without_separator(parameter, value):
    """A list whose items have no comma, where commas join them: a document that says so means a server that splits there."""
    texts = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    if parameter.style in ("form", "simple") and not parameter.explode and any("," in text for text in texts):
        raise Open("an item with a comma in a list that is joined by commas")


class Verdict:
    def __init__(self):
        self.wrong, self.open, self.compare = [], [], []

    def expect(self, what, expected, found):
        if expected != found:
            self.wrong.append(f"{what}: expected {expected!r}, found {found!r}")

    def json(self, what, schema, value, text):
        try:
            back = json.loads(text)
        except ValueError:
            self.wrong.append(f"{what} is no JSON: {text[:120]!r}")
            return
        self.compare.append({"what": what, "schema": schema, "value": value, "back": back})


def path(verdict, operation, given, target):
    template = re.split(r"[?#]", operation.path)[0]
    raw = target.split("?")[0]
    found = [unquote(part) for part in raw.split("/")]

    def expand(match):
        name = match.group(1)
        entry = given.get(("path", name))
        if entry is None:
            raise Open(f"`{name}` is not declared")
        parameter, value = entry
        if parameter is None:
            return uritemplate.expand("{v}", v=scalar(value))
        if parameter.media_type is not None:
            return uritemplate.expand("{v}", v=json.dumps(value))
        flat(value)
        # Paths begin with a slash, so what begins one brings its own.
        reserved = parameter.reserved or match.start() == 0
        operator = "+" if reserved else OPERATORS.get(parameter.style, "")
        star = "*" if parameter.explode else ""
        text = uritemplate.expand(f"{{{operator}v{star}}}", v=texts(value))
        if parameter.style == "matrix" and not (parameter.explode and isinstance(value, dict)):
            text = re.sub(r";v\b", lambda _: f";{name}", text)
        return text

    def fits(raw_expected):
        expected = [unquote(part) for part in raw_expected.split("/")]
        return expected == found or spelled(expected, found, operation, given)

    raw_expected = operation.server_path() + re.sub(r"\{([^{}]*)\}", expand, template)
    if not fits(raw_expected) and not any(fits(operation.server_path() + other) for other in reordered(template, expand, given)):
        verdict.wrong.append(f"path: expected {raw_expected!r}, found {raw!r}")


def reordered(template, expand, given):
    """The path with the members of its objects in every other order: an object has none."""
    objects = [(key, value) for key, (_, value) in given.items() if key[0] == "path" and isinstance(value, dict)]
    orders = [itertools.islice(itertools.permutations(value.items()), 120) for _, value in objects]
    for order in itertools.islice(itertools.product(*orders), 120 if objects else 0):
        for (key, _), items in zip(objects, order):
            given[key] = (given[key][0], Ordered(items))
        yield re.sub(r"\{([^{}]*)\}", expand, template)
    for key, value in objects:
        given[key] = (given[key][0], value)


class Ordered(dict):
    """An object whose order counts."""


def spelled(expected, found, operation, given):
    """Whether the parts differ only in how numbers and instants are written."""
    values = [value for (place, _), (_, value) in given.items() if place == "path" and is_scalar(value)]
    if len(expected) != len(found):
        return False
    return all(one == other or any(scalar(value) == one and same(value, other) for value in values) for one, other in zip(expected, found))


def texts(value):
    if isinstance(value, list):
        return [scalar(item) for item in value]
    if isinstance(value, Ordered):
        # uritemplate sorts the keys of what is a dict.
        return [(key, scalar(item)) for key, item in value.items()]
    if isinstance(value, dict):
        return {key: scalar(item) for key, item in value.items()}
    return scalar(value)


def pairs_of(text):
    """The pairs of a query or a form, names decoded, values raw."""
    pairs = [pair.partition("=") for pair in text.split("&") if pair]
    return [(unquote_plus(name), value) for name, _, value in pairs]


def take(pairs, name):
    taken = [value for other, value in pairs if other == name]
    pairs[:] = [pair for pair in pairs if pair[0] != name]
    return taken


def spread(verdict, what, name, value, style, explode, pairs):
    """A value in a query or a form; takes its pairs away."""
    if style == "deepObject":
        if not isinstance(value, dict):
            if is_scalar(value):
                return scalars(verdict, what, [value], take(pairs, name))
        return brackets(verdict, what, name, value, pairs)
    if isinstance(value, dict):
        flat_or_take(value, name, pairs)
        if explode:
            for key, item in value.items():
                scalars(verdict, f"{what}.{key}", [item], take(pairs, key))
            return None
        expected = [part for pair in value.items() for part in pair]
        return joined(verdict, what, expected, take(pairs, name), style)
    if isinstance(value, list):
        flat_or_take(value, name, pairs)
        if explode:
            return scalars(verdict, what, value, take(pairs, name))
        return joined(verdict, what, value, take(pairs, name), style)
    return scalars(verdict, what, [value], take(pairs, name))


def flat_or_take(value, name, pairs):
    try:
        flat(value)
    except Open:
        pairs[:] = [pair for pair in pairs if pair[0] != name and not pair[0].startswith((f"{name}[", f"{name}."))]
        for key in value if isinstance(value, dict) else []:
            pairs[:] = [pair for pair in pairs if pair[0] != key and not pair[0].startswith((f"{key}[", f"{key}."))]
        raise


def scalars(verdict, what, values, found):
    decoded = [unquote_plus(text) for text in found]
    if not all_same(values, decoded):
        verdict.wrong.append(f"{what}: expected {[scalar(value) for value in values]}, found {decoded}")


def joined(verdict, what, values, found, style):
    separators = {"form": r",", "simple": r",", "spaceDelimited": r"%20|\+", "pipeDelimited": r"%7[Cc]|\|"}
    if style not in separators:
        raise Open(f"a style `{style}` in a query")
    if not values and found in ([], [""]):
        return
    decoded = [unquote_plus(text) for text in re.split(separators[style], found[0])] if len(found) == 1 else found
    if not all_same(values, decoded):
        verdict.wrong.append(f"{what}: expected {[scalar(value) for value in values]}, found {found}")


def brackets(verdict, what, name, value, pairs):
    """`name[key]=value`; deeper ones in the way of qs, which is all there is."""
    found = [(other, unquote_plus(text)) for other, text in pairs if other.startswith(f"{name}[")]
    pairs[:] = [pair for pair in pairs if not pair[0].startswith(f"{name}[")]
    expected = list(leaves(name, value))
    for key, leaf in expected:
        forms = [re.compile(re.sub(r"\\\[(\d+)\\\]", r"(?:\\[\1\\]|\\[\\])?", re.escape(key)) + r"\Z")]
        match = next((pair for pair in found if forms[0].match(pair[0]) and same(leaf, pair[1])), None)
        if match is None:
            verdict.wrong.append(f"{what}: expected {key}={scalar(leaf)!r}, found {found}")
            return
        found.remove(match)
    if found:
        verdict.wrong.append(f"{what}: found {found} beside what was given")


def leaves(key, value):
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(f"{key}[{name}]", item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(f"{key}[{index}]", item)
    elif value is not None:
        yield key, value


def query(verdict, operation, given, target, credentials):
    pairs = pairs_of(target.partition("?")[2])
    fixed = operation.path.partition("?")[2].partition("#")[0]
    for name, text in pairs_of(fixed):
        if "{" in text or ("query", name) in given:
            continue
        if (name, text) in pairs:
            pairs.remove((name, text))
        else:
            verdict.wrong.append(f"query: expected {name}={text}, which stands in the path")
    for (place, name), (parameter, value) in given.items():
        what = f"query `{name}`"
        if place in ("path", "query") and "{" + name + "}" in fixed:
            scalars(verdict, what, [value], take(pairs, re.search(r"([^&=]*)=\{" + re.escape(name), fixed).group(1)))
        try:
            if place == "querystring":
                whole_query(verdict, what, parameter, value, target.partition("?")[2], pairs)
                continue
            if place != "query" or "{" + name + "}" in fixed:
                continue
            if parameter.media_type is not None:
                found = [unquote_plus(text) for text in take(pairs, name)]
                if len(found) != 1:
                    verdict.wrong.append(f"{what}: expected once, found {found}")
                elif is_json(parameter.media_type):
                    verdict.json(what, parameter.schema, value, found[0])
                else:
                    verdict.expect(what, scalar(value), found[0])
                continue
            spread(verdict, what, name, value, parameter.style, parameter.explode, pairs)
        except Open as reason:
            verdict.open.append(f"{what}: {reason}")
    for name, text in pairs:
        if ("query", name) in credentials:
            continue
        verdict.wrong.append(f"query: `{name}`={text!r} is sent and was not given")


def whole_query(verdict, what, parameter, value, text, pairs):
    """A parameter that is the query as a whole: a form, or a value of another media type, percent-encoded."""
    kind = essence(parameter.media_type or "application/x-www-form-urlencoded")
    if kind == "application/x-www-form-urlencoded":
        if not isinstance(value, dict):
            raise Open("a form that is no object")
        return spread(verdict, what, parameter.name, value, "form", True, pairs)
    pairs.clear()
    if is_json(kind):
        verdict.json(what, parameter.schema, value, unquote(text))
    else:
        verdict.expect(what, scalar(value), unquote(text))


ORDINARY = {"accept", "content-type", "content-length", "user-agent", "authorization", "cookie", "host", "transfer-encoding"}


def headers(verdict, given, found, credentials):
    found = {name: value for name, value in found}
    for (place, name), (parameter, value) in given.items():
        what = f"{place} `{name}`"
        try:
            if place == "header":
                header(verdict, what, parameter, value, found.pop(name.lower(), None))
            elif place == "cookie":
                cookie(verdict, what, parameter, value, found.get("cookie", ""))
        except Open as reason:
            verdict.open.append(f"{what}: {reason}")
    for name in found:
        if name not in ORDINARY and ("header", name) not in credentials:
            verdict.wrong.append(f"header `{name}` is sent and was not given")


def header(verdict, what, parameter, value, found):
    if found is None:
        verdict.wrong.append(f"{what}: expected {value!r}, found nothing")
        return
    if parameter.media_type is not None:
        if is_json(parameter.media_type):
            verdict.json(what, parameter.schema, value, found)
        else:
            verdict.expect(what, scalar(value), found)
        return
    flat(value)
    if is_scalar(value):
        if not same(value, found) and not same(value, unquote(found)):
            verdict.wrong.append(f"{what}: expected {scalar(value)!r}, found {found!r}")
        return
    if isinstance(value, list):
        values = value
    elif parameter.explode:
        values = [f"{key}={scalar(item)}" for key, item in value.items()]
    else:
        values = [part for pair in value.items() for part in pair]
    parts = [part.strip() for part in found.split(",")] if values else []
    if not all_same(values, parts) and not all_same(values, [unquote(part) for part in parts]):
        verdict.wrong.append(f"{what}: expected {values}, found {found!r}")


def cookie(verdict, what, parameter, value, found):
    if not is_scalar(value):
        raise Open("lists and objects in cookies have several forms")
    texts = parse_cookie(found).getlist(parameter.name)
    good = len(texts) == 1 and (same(value, texts[0]) or same(value, unquote(texts[0])))
    if not good:
        verdict.wrong.append(f"{what}: expected {scalar(value)!r}, found {found!r}")


def body(verdict, document, content, media_type, value, found, text):
    entry, schema, item = content.types[media_type]
    sent = found.get("content-type", "")
    # A range is for the client to choose from.
    if "*" not in media_type and essence(sent) != essence(media_type):
        verdict.wrong.append(f"content-type: expected {media_type!r}, found {sent!r}")
        return
    kind = essence(sent)
    if is_sequence(kind) and document.at(item) is not None:
        texts = read(kind, text.decode("utf-8", "replace"))
        verdict.expect("values in the body", len(value), None if texts is None else len(texts))
        for each, text in zip(value, texts or []):
            verdict.json("body", item, each, text)
    elif is_json(kind):
        try:
            verdict.json("body", schema, value, text.decode())
        except UnicodeDecodeError:
            verdict.wrong.append("the body is no UTF-8")
    elif kind == "application/x-www-form-urlencoded":
        form(verdict, document, entry, schema, value, text.decode())
    elif kind.startswith("multipart/"):
        parts(verdict, document, entry, schema, value, sent, text)
    elif isinstance(value, str):
        verdict.expect("body", value, text.decode("utf-8", "replace"))
    else:
        verdict.open.append(f"body: {kind} of {type(value).__name__}")


def encodings(entry):
    encoding = entry.get("encoding")
    return encoding if isinstance(encoding, dict) else {}


def form(verdict, document, entry, schema, value, text):
    pairs = pairs_of(text)
    if not isinstance(value, dict):
        verdict.open.append("body: a form that is no object")
        return
    for name, item in value.items():
        if item is None:
            take(pairs, name)
            continue
        encoding = encodings(entry).get(name, {})
        style = encoding.get("style", "form")
        explode = encoding.get("explode", style == "form")
        what = f"form `{name}`"
        try:
            if "json" in encoding.get("contentType", "") and "style" not in encoding:
                found = [unquote_plus(part) for part in take(pairs, name)]
                if len(found) == 1:
                    verdict.json(what, document.member(schema, name), item, found[0])
                else:
                    verdict.wrong.append(f"{what}: expected once as JSON, found {found}")
                continue
            if isinstance(item, dict) and not encoding:
                undeclared(verdict, what, name, document.member(schema, name), item, pairs)
                continue
            spread(verdict, what, name, item, style, explode, pairs)
        except Open as reason:
            verdict.open.append(f"{what}: {reason}")
    for name, part in pairs:
        verdict.wrong.append(f"form: `{name}`={part!r} is sent and was not given")


def undeclared(verdict, what, name, schema, value, pairs):
    """An object in a form of which nothing more is said: as JSON (3.1.1), exploded (3.0.3), or in brackets, as most servers read it."""
    whole = [unquote_plus(text) for text in take(pairs, name)]
    if whole:
        verdict.json(what, schema, value, whole[0])
        return
    if any(other.startswith(f"{name}[") for other, _ in pairs) or not value:
        brackets(verdict, what, name, value, pairs)
        return
    spread(verdict, what, name, value, "form", True, pairs)


def parts(verdict, document, entry, schema, value, sent, text):
    if not isinstance(value, dict):
        verdict.open.append("body: parts that are no object")
        return
    _, options = parse_options_header(sent)
    if "boundary" not in options:
        verdict.wrong.append(f"content-type without a boundary: {sent!r}")
        return
    found = []
    decoder = MultipartDecoder(options["boundary"].encode())
    try:
        decoder.receive_data(text)
        decoder.receive_data(None)
        while True:
            event = decoder.next_event()
            if isinstance(event, (Field, File)):
                found.append([event.name, event, b""])
            elif isinstance(event, Data):
                found[-1][2] += event.data
            elif isinstance(event, Epilogue):
                break
    except ValueError as error:
        verdict.wrong.append(f"werkzeug cannot read the parts: {error}")
        return
    for name, item in value.items():
        own = [part for part in found if part[0] == name]
        found = [part for part in found if part[0] != name]
        if item is None:
            continue
        encoding = encodings(entry).get(name, {})
        media_type = encoding.get("contentType", "")
        whole = "json" in media_type
        items = [item] if whole or not isinstance(item, list) else item
        what = f"part `{name}`"
        if len(own) != len(items):
            verdict.wrong.append(f"{what}: expected {len(items)} times, found {len(own)} times")
            continue
        for each, (_, event, data) in zip(items, own):
            kind = event.headers.get("content-type", "")
            if media_type and not re.search(r"[*,]", media_type) and essence(kind) != essence(media_type):
                verdict.wrong.append(f"{what}: expected content-type {media_type!r}, found {kind!r}")
            if whole or not is_scalar(each):
                place = document.member(schema, name)
                if place is not None and not whole and isinstance(item, list):
                    place = document.items(place)
                verdict.json(what, place, each, data.decode("utf-8", "replace"))
            elif not same(each, data.decode("utf-8", "replace")):
                verdict.wrong.append(f"{what}: expected {scalar(each)!r}, found {data[:200]!r}")
    for name, _, data in found:
        verdict.wrong.append(f"part `{name}` is sent and was not given: {data[:80]!r}")


def credentials(document):
    """The names in which credentials travel."""
    schemes = (document.root.get("components") or {}).get("securitySchemes") or {}
    places = set()
    for scheme in schemes.values() if isinstance(schemes, dict) else []:
        scheme, _ = document.resolve(scheme, "")
        if isinstance(scheme, dict) and scheme.get("type") == "apiKey":
            name = str(scheme.get("name", ""))
            places.add((scheme.get("in"), name.lower() if scheme.get("in") == "header" else name))
    return places


def security(verdict, operation, found, target):
    """Whether one of the documented ways to authenticate is gone, where the client was given all credentials."""
    ways = operation.security()
    schemes = (operation.document.root.get("components") or {}).get("securitySchemes") or {}
    if not ways or not isinstance(schemes, dict):
        return
    pairs = dict(pairs_of(target.partition("?")[2]))
    cookies = parse_cookie(found.get("cookie", ""))

    def carried(name):
        scheme, _ = operation.document.resolve(schemes.get(name), "")
        if not isinstance(scheme, dict):
            return True
        kind = scheme.get("type")
        if kind == "apiKey":
            place, key = scheme.get("in"), str(scheme.get("name"))
            if place == "header" and not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", key):
                # No request can have it.
                return True
            value = {"header": found.get(key.lower()), "query": pairs.get(key), "cookie": cookies.get(key)}.get(place)
            return value is not None and "secret" in value
        if kind in ("oauth2", "openIdConnect"):
            return found.get("authorization") == "Bearer secret"
        if kind == "http":
            expected = {"bearer": "Bearer secret", "basic": "Basic c2VjcmV0OnNlY3JldA=="}.get(str(scheme.get("scheme")).lower())
            return expected is None or found.get("authorization") == expected
        return True

    def place(name):
        scheme, _ = operation.document.resolve(schemes.get(name), "")
        is_key = isinstance(scheme, dict) and scheme.get("type") == "apiKey"
        return (scheme.get("in"), str(scheme.get("name")).lower()) if is_key else ("header", "authorization")

    def met(way):
        # Where two travel in one place, there is only room for one.
        return all(carried(name) or any(carried(other) and place(other) == place(name) for other in way) for name in way)

    if not any(isinstance(way, dict) and met(way) for way in ways):
        verdict.wrong.append(f"credentials: none of {json.dumps(ways)} is sent")
