#!/usr/bin/env python3
"""Compares Tamis with other generators of Rust clients: what generating costs, and what `cargo check` of the client costs.

In: a folder of documents (`benches/compare.py FOLDER [--only NAME...] [--rivals NAME...]`). Out: `benches/RESULTS.md` and
`benches/RESULTS.svg`. Needs: Rust, and crates.io for the others, at the versions below; they are installed into
cargo's folder, below `compare`. Measured are seconds of CPU time (user and system) and the largest memory of one process. All generators take
turns within one run, and the smallest of three rounds counts, so that a busy machine changes figures, and ratios little.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGET = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
WORK = os.path.join(TARGET, "compare")
TOOLS = os.path.join(WORK, "tools")
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
ROUNDS = 3
# Generating takes minutes and gigabytes with some.
LIMIT = 900


class Failed(Exception):
    """A generator gives no client, or one that does not compile. The text says why."""


def measured(command, folder, environment=None):
    """Runs it; its seconds of CPU time, its megabytes, and what it printed."""
    with open(os.path.join(WORK, "output"), "w+b") as output:
        run = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        deadline = time.monotonic() + LIMIT
        while True:
            process, status, usage = os.wait4(run.pid, os.WNOHANG)
            if process:
                break
            if time.monotonic() > deadline:
                run.kill()
                os.wait4(run.pid, 0)
                raise Failed(f"no end within {LIMIT} s")
            time.sleep(0.005)
        run.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    if run.returncode != 0:
        lines = [line for line in text.splitlines() if re.search(r"error|panicked|unsupported|invalid", line, re.I)]
        raise Failed((lines or text.splitlines() or [f"exit code {run.returncode}"])[0].strip()[:160])
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text


def manifest(crate, text):
    os.makedirs(os.path.join(crate, "src"), exist_ok=True)
    with open(os.path.join(crate, "Cargo.toml"), "w", encoding="utf-8") as file:
        file.write(text)


class Tamis:
    """This repository's command, built for release."""

    name, crate, version = "tamis", None, "this"

    def install(self):
        subprocess.run(["cargo", "build", "--release", "-p", "tamis-cli"], cwd=ROOT, check=True)

    def generate(self, document, crate):
        command = [os.path.join(TARGET, "release", "tamis"), "new", document, "--out", crate, "--name", "client",
                   "--runtime-path", os.path.join(ROOT, "codegen", "runtime")]
        return measured(command, WORK)[:2]


class OpenapiToRust:
    """Its defaults: types and an asynchronous client."""

    name, crate, version = "openapi-to-rust", "openapi-to-rust", "0.23.0"

    def generate(self, document, crate):
        manifest(crate, "")
        config = os.path.join(crate, "openapi-to-rust.toml")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f'[generator]\nspec_path = "{document}"\noutput_dir = "src/generated"\nmodule_name = "api"\n'
                       "[features]\nenable_async_client = true\n")
        cost = measured([tool(self.name), "generate", "--config", config], crate)[:2]
        with open(os.path.join(crate, "src", "generated", "REQUIRED_DEPS.toml"), encoding="utf-8") as file:
            dependencies = file.read()
        if "[dependencies]" not in dependencies:
            dependencies = "[dependencies]\n" + dependencies
        manifest(crate, '[package]\nname = "client"\nversion = "0.0.0"\nedition = "2024"\n' + dependencies)
        with open(os.path.join(crate, "src", "lib.rs"), "w", encoding="utf-8") as file:
            file.write("#![allow(warnings)]\npub mod generated;\n")
        return cost


class Oas3Gen:
    """A client and its types as a crate of its own."""

    name, crate, version = "oas3-gen", "oas3-gen", "0.29.0"

    def generate(self, document, crate):
        return measured([tool(self.name), "generate", "client-mod", "-i", document, "-o", crate, "--workspace"], WORK)[:2]


class Ploidy:
    """A crate; its features by resource are all on."""

    name, crate, version = "ploidy", "ploidy", "0.15.0"

    def generate(self, document, crate):
        return measured([tool(self.name), "generate", "rust", document, "-o", crate, "--name", "client"], WORK)[:2]


class Progenitor:
    """A crate in the positional style, its default."""

    name, crate, version = "progenitor", "cargo-progenitor", "0.15.1"

    def generate(self, document, crate):
        command = [tool("cargo-progenitor"), "progenitor", "-i", document, "-o", crate, "-n", "client", "-v", "0.0.0"]
        return measured(command, WORK)[:2]


class Spargen:
    """A library for build scripts: here in a program that writes into the crate."""

    name, crate, version = "spargen", None, "0.5.0"

    def driver(self):
        return os.path.join(WORK, "spargen")

    def install(self):
        manifest(self.driver(), '[package]\nname = "driver"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\n'
                 f'spargen = "={self.version}"\n[workspace]\n')
        with open(os.path.join(self.driver(), "src", "main.rs"), "w", encoding="utf-8") as file:
            file.write("fn main() {\n    let mut of = std::env::args().skip(1);\n"
                       "    let (document, out) = (of.next().unwrap(), of.next().unwrap());\n"
                       "    spargen::generate(&spargen::Spec::new(&document).build(out)).expect_success();\n}\n")
        subprocess.run(["cargo", "build", "--release", "--target-dir", os.path.join(WORK, "tools-target")],
                       cwd=self.driver(), check=True)

    def generate(self, document, crate):
        manifest(crate, '[package]\nname = "client"\nversion = "0.0.0"\nedition = "2024"\n[dependencies]\n'
                 'bytes = "1"\nfutures-core = "0.3"\nsecrecy = "0.10"\nserde = { version = "1", features = ["derive"] }\n'
                 'serde_json = "1"\ntime = { version = "0.3", features = ["formatting", "parsing", "serde"] }\n'
                 'uuid = { version = "1", features = ["serde"] }\nquick-xml = { version = "0.38", features = ["serialize"] }\n'
                 'reqwest = { version = "0.13", default-features = false, features = ["multipart", "stream"] }\n')
        with open(os.path.join(crate, "src", "lib.rs"), "w", encoding="utf-8") as file:
            file.write("#![allow(warnings)]\nmod api;\npub use api::*;\n")
        program = os.path.join(WORK, "tools-target", "release", "driver")
        return measured([program, document, os.path.join(crate, "src", "api.rs")], crate)[:2]


RIVALS = [OpenapiToRust(), Spargen(), Oas3Gen(), Ploidy(), Progenitor()]


def tool(name):
    return os.path.join(TOOLS, "bin", name)


def install(generator):
    if generator.crate is None:
        generator.install()
    elif not os.path.exists(tool(generator.crate)):
        command = ["cargo", "install", "--locked", "--root", TOOLS, f"{generator.crate}@{generator.version}"]
        environment = dict(os.environ, CARGO_TARGET_DIR=os.path.join(WORK, "tools-target"))
        subprocess.run(command, check=True, env=environment)


def operations(document):
    """How many operations a document has, counted without a generator; None where it is YAML."""
    try:
        with open(document, encoding="utf-8") as file:
            paths = json.load(file).get("paths") or {}
    except ValueError:
        return None
    return sum(key in METHODS for item in paths.values() if isinstance(item, dict) for key in item)


def lines(crate):
    count = 0
    for path, _, names in os.walk(os.path.join(crate, "src")):
        for name in names:
            if name.endswith(".rs"):
                with open(os.path.join(path, name), encoding="utf-8") as file:
                    count += sum(1 for _ in file)
    return count


def cargo(crate):
    environment = dict(os.environ, CARGO_TARGET_DIR=os.path.join(WORK, "target", os.path.basename(crate)),
                       CARGO_INCREMENTAL="0", RUSTFLAGS="--cap-lints=warn")
    return measured(["cargo", "check", "--lib", "--quiet"], crate, environment)[:2]


class Client:
    """What one generator makes of one document."""

    def __init__(self, generator, document):
        self.generator, self.document = generator, document
        # One folder for each generator: the dependencies of its clients are built once.
        self.crate = os.path.join(WORK, "crates", re.sub(r"\W", "-", os.path.basename(document)), generator.name)
        self.failed, self.generating, self.checking, self.lines = None, [], [], 0

    def prepare(self):
        shutil.rmtree(self.crate, ignore_errors=True)
        os.makedirs(os.path.dirname(self.crate), exist_ok=True)
        self.generating.append(self.generator.generate(self.document, self.crate))
        path = os.path.join(self.crate, "Cargo.toml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        # One name for all clients of a generator, so that they take one another's place in its folder.
        text = re.sub(r'(?m)^name = ".*"', 'name = "client"', text, count=1)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text if "[workspace]" in text else text + "\n[workspace]\n")
        self.lines = lines(self.crate)
        cargo(self.crate)

    def attempt(self, work):
        if self.failed is None:
            try:
                work()
            except (Failed, OSError) as error:
                self.failed = str(error)

    def round(self):
        os.utime(os.path.join(self.crate, "src", "lib.rs"))
        self.checking.append(cargo(self.crate))
        again = self.crate + "-again"
        shutil.rmtree(again, ignore_errors=True)
        self.generating.append(self.generator.generate(self.document, again))
        shutil.rmtree(again, ignore_errors=True)

    def least(self, costs, part):
        return min(cost[part] for cost in costs)


def compare(documents, generators):
    rows = []
    for document in documents:
        clients = [Client(generator, document) for generator in generators]
        for client in clients:
            client.attempt(client.prepare)
        for _ in range(ROUNDS):
            for client in clients:
                client.attempt(client.round)
        rows.append((document, operations(document), clients))
        for client in clients:
            print(f"{os.path.basename(document):32} {client.generator.name:16} {cell(client)}", flush=True)
    return rows


def cell(client):
    if client.failed is not None:
        return f"none: {client.failed}"
    check, memory = (client.least(client.checking, part) for part in (0, 1))
    making = client.least(client.generating, 0)
    return f"check {check:.2f} s, {memory:.0f} MB; generating {making:.2f} s; {client.lines} lines"


def table(rows, generators, title, value, form):
    out = [f"## {title}", "", "| document | operations | " + " | ".join(g.name for g in generators) + " |",
           "|---|---|" + "---|" * len(generators)]
    for document, count, clients in rows:
        cells = ["–" if client.failed else form.format(value(client)) for client in clients]
        out.append(f"| {os.path.basename(document)} | {count or ''} | " + " | ".join(cells) + " |")
    ratios = []
    for index, generator in enumerate(generators[1:], 1):
        both = [value(clients[0]) / value(clients[index]) for _, _, clients in rows
                if not clients[0].failed and not clients[index].failed]
        if both:
            ratios.append(f"{statistics.median(both):.2f} of {generator.name}'s ({min(both):.2f} to {max(both):.2f}, {len(both)} documents)")
    out += ["", "Tamis, median: " + "; ".join(ratios) + ".", ""]
    return out


def chart(rows, generators):
    """Bars of `cargo check`: a group for each document, each bar a generator."""
    colours = ["#b7410e", "#5b7b9a", "#8fa3b5", "#a9b9a0", "#c4b7a6", "#9a8fb0"]
    shown = [(document, clients) for document, _, clients in rows if not clients[0].failed]
    most = max(c.least(c.checking, 0) for _, clients in shown for c in clients if not c.failed)
    width, left, bar, y, body = 760, 190, 11, 44, []
    for document, clients in shown:
        name = os.path.splitext(os.path.basename(document))[0]
        body.append(f'<text x="{left - 8}" y="{y + bar}" text-anchor="end">{name}</text>')
        for colour, client in zip(colours, clients):
            if client.failed:
                continue
            seconds = client.least(client.checking, 0)
            length = max(1, (width - left - 70) * seconds / most)
            body.append(f'<rect x="{left}" y="{y}" width="{length:.1f}" height="{bar - 2}" fill="{colour}"/>'
                        f'<text x="{left + length + 4:.1f}" y="{y + bar - 2}" class="s">{seconds:.1f} s</text>')
            y += bar
        y += 10
    legend, x = [], left
    for colour, generator in zip(colours, generators):
        legend.append(f'<rect x="{x}" y="14" width="10" height="10" fill="{colour}"/><text x="{x + 14}" y="23">{generator.name}</text>')
        x += 30 + 7 * len(generator.name)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y + 10}" viewBox="0 0 {width} {y + 10}" role="img">'
            "<title>CPU seconds of cargo check, client alone; no bar: no client, or one that does not compile</title>"
            "<style>text{font:12px sans-serif;fill:#333}.s{font-size:9px}</style>"
            f'<rect width="100%" height="100%" fill="#fff"/>{"".join(legend)}{"".join(body)}</svg>\n')


def report(rows, generators):
    rust = subprocess.run(["rustc", "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    versions = ", ".join(f"{g.name} {g.version}" for g in generators[1:])
    out = ["# Compared with other generators", "",
           f"Made by `benches/compare.py` ({rust}, {os.cpu_count()} cores): {versions}, each with its defaults. A dash: no client, or one "
           "that does not compile; the reasons stand below. Read the ratios: seconds are those of one machine on one day.", "",
           "![CPU seconds of cargo check](RESULTS.svg)", ""]
    out += table(rows, generators, "`cargo check` of the client alone, seconds of CPU", lambda c: c.least(c.checking, 0), "{:.2f}")
    out += table(rows, generators, "Largest memory of the compiler, MB", lambda c: c.least(c.checking, 1), "{:.0f}")
    out += table(rows, generators, "Generating, seconds of CPU", lambda c: c.least(c.generating, 0), "{:.2f}")
    out += table(rows, generators, "Lines of Rust", lambda c: c.lines, "{}")
    failed = [(document, client) for document, _, clients in rows for client in clients if client.failed]
    out += ["## No client", ""] if failed else []
    for document, client in failed:
        reason = client.failed.replace(WORK, "").replace("|", "/")
        out.append(f"* {os.path.basename(document)}, {client.generator.name}: `{reason}`")
    with open(os.path.join(ROOT, "benches", "RESULTS.md"), "w", encoding="utf-8") as file:
        file.write("\n".join(out).rstrip() + "\n")
    with open(os.path.join(ROOT, "benches", "RESULTS.svg"), "w", encoding="utf-8") as file:
        file.write(chart(rows, generators))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--only", nargs="*", help="documents whose names begin so")
    parser.add_argument("--rivals", nargs="*", help="generators to compare with; all unless given")
    arguments = parser.parse_args()
    os.makedirs(WORK, exist_ok=True)
    folder = os.path.abspath(arguments.folder)
    documents = [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith((".json", ".yaml", ".yml"))]
    if arguments.only:
        documents = [path for path in documents if os.path.basename(path).startswith(tuple(arguments.only))]
    documents.sort(key=os.path.getsize)
    if not documents:
        sys.exit(f"{folder}: no document")
    generators = [Tamis(), *(rival for rival in RIVALS if not arguments.rivals or rival.name in arguments.rivals)]
    for generator in generators:
        install(generator)
    report(compare(documents, generators), generators)


if __name__ == "__main__":
    main()
