"""Asks the program of a client for requests, gives it answers, and says what is wrong with what comes.

In: a document, the plan of its client (what each operation can be given), the program, the folder of json-schema-faker, a
file to write. Out, in that file: a JSON object a line. {"operation", "kind", "place", "what", "wrong": [...], "open": [...],
"compare": [{"what", "schema", "value", "back"}]}: one request or answer. {"operation", "unjudged"}: what could not be judged.
"""

import json
import subprocess
import sys

import wire
from answering import Answering
from document import Document, is_form, is_json, load
from instances import Instances
from asking import Asking


def main():
    sys.setrecursionlimit(20_000)
    path, plan_path, program, node_folder, out_path = sys.argv[1:]
    document = Document(load(path))
    with open(plan_path, encoding="utf-8") as file:
        plan = json.load(file)
    with open(out_path, "w", encoding="utf-8") as out:
        Judge(document, plan, node_folder, out).judge(program)


class Judge:
    def __init__(self, document, plan, node_folder, out):
        self.document, self.out = document, out
        self.instances = Instances(document, node_folder)
        self.credentials = wire.credentials(document)
        self.plan = {(entry["method"], entry["path"]): (index, entry) for index, entry in enumerate(plan)}

    def write(self, **line):
        self.out.write(json.dumps(line) + "\n")

    def note(self, operation, reason):
        self.write(operation=f"{operation.method} {operation.path}", unjudged=reason)

    def judge(self, program):
        asking = Asking(self.document, self.instances, self.note)
        answering = Answering(self.document, self.instances, self.note)
        prepared = []
        for operation in self.document.operations():
            if (operation.method, operation.path) not in self.plan:
                if operation.path.startswith(("/", "{")):
                    self.write(operation=f"{operation.method} {operation.path}", missing=True)
                else:
                    self.note(operation, "the path begins with no slash")
                continue
            index, entry = self.plan[(operation.method, operation.path)]
            slots, variants, bodies = asking.prepare(operation, entry)
            more = list(asking.more_bodies(operation, bodies))
            prepared.append((operation, index, slots, variants, more, answering.prepare(operation)))
        self.instances.make()
        tasks = []
        for operation, index, slots, variants, more, answers in prepared:
            name = f"{operation.method} {operation.path}"
            required = variants[0][1]
            every = variants + [(what, required, (at, media_type, key, None)) for what, at, media_type, key in more]
            for what, keys, body in every:
                task, problems = asking.task(index, operation, slots, keys, body)
                for problem in problems:
                    if not problem.split(": ", 1)[1].startswith("wrong"):
                        self.write(operation=name, unjudged=problem)
                if task is not None:
                    tasks.append((operation, "request", what, "", task))
            for where, what, task, problem in answering.tasks(index, operation, answers):
                if problem is not None:
                    self.write(operation=name, unjudged=f"{where}: {problem}")
                else:
                    tasks.append((operation, "answer", what, where, task))
        for task, line in zip(tasks, self.run(program, tasks)):
            operation, kind, what, where, task = task
            verdict = wire.Verdict()
            if kind == "request":
                self.request(verdict, operation, task, line)
            else:
                self.answer(verdict, where, task, line)
            self.write(
                operation=f"{operation.method} {operation.path}", kind=kind, place=where, what=what,
                wrong=verdict.wrong, open=verdict.open, compare=verdict.compare,
            )

    def run(self, program, tasks):
        lines = [json.dumps({key: task[key] for key in ("op", "given", "answer") if key in task}) for *_, task in tasks]
        ran = subprocess.run([program], input="\n".join(lines) + "\n" if lines else "", stdout=subprocess.PIPE, text=True, check=True)
        answers = ran.stdout.split("\n")[:-1]
        if len(answers) != len(tasks):
            raise SystemExit(f"{len(tasks)} tasks and {len(answers)} answers")
        return [json.loads(line) for line in answers]

    def request(self, verdict, operation, task, line):
        if "refused" in line:
            given = {f"{place} {name}": value for (place, name), (_, value) in task["expected"].items()}
            verdict.wrong.append(f"it cannot be sent: {line['refused']}; given {json.dumps([given, task['body']])[:300]}")
            try:
                media_type, value = task["body"] or ("", {})
                if is_form(media_type) and not isinstance(value, dict):
                    raise wire.Open("a form that is no object")
                if is_form(media_type):
                    wire.without_null_items(value)
                if not is_json(media_type) and not is_form(media_type) and not isinstance(value, str):
                    raise wire.Open(f"`{media_type}` of a value that is no text")
                for (place, _), (parameter, value) in task["expected"].items():
                    if parameter is not None and parameter.media_type is None and parameter.style != "deepObject":
                        wire.flat(value)
                        wire.without_separator(parameter, value)
            except wire.Open as reason:
                verdict.open.append(f"refused, and {reason}")
                verdict.wrong.clear()
            return
        found = [(name, bytes.fromhex(value).decode("utf-8", "replace")) for name, value in line["headers"]]
        verdict.expect("method", operation.method, line["method"])
        expected, target = task["expected"], line["target"]
        try:
            wire.path(verdict, operation, expected, target)
        except wire.Open as reason:
            verdict.open.append(f"path: {reason}")
        wire.query(verdict, operation, expected, target, self.credentials)
        wire.headers(verdict, expected, found, self.credentials)
        wire.security(verdict, operation, dict(found), target)
        text = bytes.fromhex(line["body"])
        if task["body"] is not None:
            media_type, value = task["body"]
            wire.body(verdict, self.document, operation.body(), media_type, value, dict(found), text)
        elif text:
            verdict.wrong.append(f"a body is sent and was not given: {text[:80]!r}")

    def answer(self, verdict, where, task, line):
        status = task["answer"]["status"]
        is_success = status < 300 or status < 400 and task["alone"]
        if "failed" in line:
            if line["failed"] == "status" and not is_success and task["empty"]:
                return
            verdict.wrong.append(f"it cannot be read: {line['failed']}; given {task['answer']['body'][:300]}")
            return
        if line["success"] != is_success:
            verdict.wrong.append(f"{status} is read as {'a success' if line['success'] else 'an error'}")
            return
        if task["empty"]:
            return
        value = task["value"]
        if "bytes" in line:
            verdict.expect("bytes", task["answer"]["body"].encode().hex(), line["bytes"])
        elif "empty" in line and value is not None:
            verdict.wrong.append(f"the value is not read: {task['answer']['body'][:200]}")
        elif "empty" in line:
            return
        elif not is_json(task["answer"]["media"]) and "lines" not in task and not isinstance(value, str) and json.loads(line["json"]) == task["answer"]["body"]:
            # No version says how such a value is written as text, so the text as it came is as good.
            return
        elif "lines" in task and isinstance(back := json.loads(line["json"]), list):
            verdict.expect("lines", task["lines"], len(back))
            for item in back:
                if task["schema"] is None:
                    verdict.expect("line", value, item)
                else:
                    verdict.json("line", task["schema"], value, json.dumps(item))
        elif task["schema"] is None:
            back = json.loads(line["json"])
            verdict.expect("value", value, back)
        else:
            verdict.json("value", task["schema"], value, line["json"])


main()
