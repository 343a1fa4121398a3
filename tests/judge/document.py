"""A document as others read it: JSON by Python's json, YAML by PyYAML with the scalars of YAML 1.2.

In: a file. Out: its operations with their parameters, bodies and responses, each with the pointer of its schema. Nothing of
the generator is used here.
"""

import json
import re

import yaml

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML as 1.2 has it: `on` and dates are text."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))
Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
# Keys of responses are often numbers.
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def texted(node):
    """The node with all keys as text."""
    if isinstance(node, dict):
        return {key if isinstance(key, str) else json.dumps(key): texted(value) for key, value in node.items()}
    if isinstance(node, list):
        return [texted(item) for item in node]
    return node


def load(path):
    with open(path, encoding="utf-8-sig") as file:
        text = file.read()
    try:
        return json.loads(text)
    except ValueError:
        return texted(yaml.load(text, Loader))


def escape(key):
    return key.replace("~", "~0").replace("/", "~1")


def essence(media_type):
    return media_type.split(";")[0].strip().lower()


def is_form(media_type):
    """Whether members are sent one by one."""
    name = essence(media_type)
    return name == "application/x-www-form-urlencoded" or name.startswith("multipart/")


def is_json(media_type):
    kind = essence(media_type)
    return kind in ("application/json", "text/json", "*/*", "application/*") or kind.endswith("+json")


def list_required(node):
    """Puts the names of members that say `required: true` themselves, as in Swagger 1.2, into the lists of their objects."""
    if isinstance(node, list):
        for item in node:
            list_required(item)
    if not isinstance(node, dict):
        return
    for value in node.values():
        list_required(value)
    members = node.get("properties")
    for name, member in members.items() if isinstance(members, dict) else []:
        if isinstance(member, dict) and member.get("required") in (True, "true"):
            del member["required"]
            listed = node["required"] if isinstance(node.get("required"), list) else []
            node["required"] = [*listed, *([] if name in listed else [name])]


def within(node, own):
    """References by the address that a document gives itself (OpenAPI 3.2) become references within it."""
    for item in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
        within(item, own)
    if isinstance(node, dict) and isinstance(node.get("$ref"), str) and node["$ref"].startswith(own):
        node["$ref"] = node["$ref"][len(own) - 1 :]


class Document:
    def __init__(self, root):
        list_required(root)
        own = root.get("$self")
        if isinstance(own, str):
            within(root, own.partition("#")[0] + "#")
        self.root = root
        # Of each schema, by its identity: `Narrow.members`.
        self.members = {}
        self.is_3_0 = str(root.get("openapi", "")).startswith("3.0")

    def at(self, pointer):
        node = self.root
        for key in pointer.split("/")[1:]:
            key = key.replace("~1", "/").replace("~0", "~")
            if isinstance(node, list):
                if not key.isdigit() or int(key) >= len(node):
                    return None
                node = node[int(key)]
            elif isinstance(node, dict):
                if key not in node:
                    return None
                node = node[key]
            else:
                return None
        return node

    def target(self, reference):
        """The pointer of a reference inside the document; None for others."""
        from urllib.parse import unquote

        if not isinstance(reference, str) or not reference.startswith("#"):
            return None
        pointer = unquote(reference[1:])
        return pointer if pointer == "" or pointer.startswith("/") else None

    def schema_target(self, pointer):
        """Where a reference from a schema leads; one to a response or a parameter means the schema in it."""
        node = self.at(pointer)
        if not isinstance(node, dict) or not re.match(r"/components/(responses|parameters|headers|requestBodies)/[^/]+\Z", pointer):
            return pointer
        if "schema" in node:
            return f"{pointer}/schema"
        content = node.get("content")
        media_type = next((name for name in content if "json" in name), None) if isinstance(content, dict) else None
        return f"{pointer}/content/{escape(media_type)}/schema" if media_type else pointer

    def resolve(self, node, pointer):
        """What a node refers to in the end, with its pointer."""
        for _ in range(32):
            if not isinstance(node, dict) or not isinstance(node.get("$ref"), str):
                break
            pointer = self.target(node["$ref"])
            if pointer is None:
                return None, ""
            node = self.at(pointer)
        return node, pointer

    def member(self, pointer, name, depth=0):
        """Where the schema of an object's member stands; None: nowhere."""
        node, place = self.resolve(self.at(pointer), pointer)
        if not isinstance(node, dict) or depth > 6:
            return None
        members = node.get("properties")
        if isinstance(members, dict) and name in members:
            return f"{place}/properties/{escape(name)}"
        parts = [(keyword, index) for keyword in ("allOf", "oneOf", "anyOf") for index in range(len(node.get(keyword) or []))]
        found = (self.member(f"{place}/{keyword}/{index}", name, depth + 1) for keyword, index in parts)
        return next((each for each in found if each is not None), None)

    def items(self, pointer):
        """Where the schema of a list's items stands."""
        _, place = self.resolve(self.at(pointer), pointer)
        return f"{place}/items"

    def meant(self, pointer):
        """Where the schema stands that a reference means, if it leads to a response or a parameter; else the place itself."""
        for _ in range(32):
            _, target = self.resolve(self.at(pointer), pointer)
            meant = self.schema_target(target)
            if meant == target:
                break
            pointer = meant
        return pointer

    def operations(self):
        paths = self.root.get("paths")
        for path, item in (paths if isinstance(paths, dict) else {}).items():
            if not path.startswith("/") and path.startswith("x-"):
                continue
            item, place = self.resolve(item, f"/paths/{escape(path)}")
            if not isinstance(item, dict):
                continue
            found = [(method, item[method], f"{place}/{method}") for method in METHODS if method in item]
            more = item.get("additionalOperations")
            for method, operation in (more if isinstance(more, dict) else {}).items():
                found.append((method, operation, f"{place}/additionalOperations/{escape(method)}"))
            for method, operation, where in found:
                if isinstance(operation, dict):
                    yield Operation(self, method.upper() if method in METHODS else method, path, item, place, operation, where)


class Operation:
    def __init__(self, document, method, path, item, item_place, node, place):
        self.document, self.method, self.path, self.node, self.place = document, method, path, node, place
        self.parameters = {}
        for holder, where in ((item, item_place), (node, place)):
            for index, entry in enumerate(holder.get("parameters") or []):
                entry, pointer = document.resolve(entry, f"{where}/parameters/{index}")
                if isinstance(entry, dict) and isinstance(entry.get("name"), str):
                    parameter = Parameter(document, entry, pointer)
                    self.parameters[(parameter.place, parameter.name)] = parameter

        self.servers = [holder.get("servers") for holder in (node, item, document.root)]

    def server_path(self):
        """What stands before the path where the nearest server names no host."""
        nearest = next((servers for servers in self.servers if isinstance(servers, list) and servers), [{}])
        url = nearest[0].get("url") if isinstance(nearest[0], dict) else None
        is_path = isinstance(url, str) and url.startswith("/") and not url.startswith("//") and "{" not in url
        return url.rstrip("/") if is_path else ""

    def body(self):
        node, pointer = self.document.resolve(self.node.get("requestBody"), f"{self.place}/requestBody")
        return Content(self.document, node, pointer) if isinstance(node, dict) else None

    def responses(self):
        responses = self.node.get("responses")
        for status, node in (responses if isinstance(responses, dict) else {}).items():
            if status.startswith("x-"):
                continue
            node, pointer = self.document.resolve(node, f"{self.place}/responses/{escape(status)}")
            if isinstance(node, dict):
                yield status, Content(self.document, node, pointer)

    def security(self):
        """The ways to authenticate, each as a list of schemes; None: not said."""
        needs = self.node.get("security", self.document.root.get("security"))
        return needs if isinstance(needs, list) else None


class Parameter:
    def __init__(self, document, node, pointer):
        self.node, self.pointer = node, pointer
        self.place, self.name = str(node.get("in", "")), node["name"]
        self.required = node.get("required") is True or self.place == "path"
        self.style = node.get("style") or STYLES.get(self.place, "form")
        explode = node.get("explode")
        self.explode = explode if isinstance(explode, bool) else self.style in ("form", "cookie")
        self.reserved = node.get("allowReserved") is True
        content = node.get("content")
        self.media_type = next(iter(content), None) if isinstance(content, dict) else None
        if self.media_type is not None:
            self.schema = f"{pointer}/content/{escape(self.media_type)}/schema"
        else:
            self.schema = f"{pointer}/schema"


class Content:
    """What has media types: a body, a response."""

    def __init__(self, document, node, pointer):
        self.node, self.pointer = node, pointer
        self.required = node.get("required") is True
        content = node.get("content")
        self.types = {}
        for media_type, entry in (content if isinstance(content, dict) else {}).items():
            entry, place = document.resolve(entry, f"{pointer}/content/{escape(media_type)}")
            if isinstance(entry, dict):
                self.types[media_type] = (entry, f"{place}/schema", f"{place}/itemSchema")
