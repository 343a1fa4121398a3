"""Starts OPTIMADE's own server on a free port of this machine, on the materials that come with it.

In: a folder. Out: the port, on a line, when the server listens. The database is in memory, and nothing speaks to other machines.
"""

import json
import os
import socket
import sys

home = sys.argv[1]
configuration = os.path.join(home, "optimade.json")
with open(configuration, "w", encoding="utf-8") as file:
    json.dump(
        {
            "insert_test_data": True,
            "page_limit": 20,
            "page_limit_max": 500,
            # What the materials that come with it call these.
            "aliases": {
                "structures": {
                    "id": "task_id",
                    "immutable_id": "_id",
                    "chemical_formula_descriptive": "pretty_formula",
                    "chemical_formula_reduced": "pretty_formula",
                    "chemical_formula_anonymous": "formula_anonymous",
                }
            },
        },
        file,
    )
os.environ["OPTIMADE_CONFIG_FILE"] = configuration

# What is set above is read when these are imported.
import uvicorn  # noqa: E402
from optimade.server.main import app  # noqa: E402


class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets=sockets)
        print(listener.getsockname()[1], flush=True)


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
Server(uvicorn.Config(app, log_level="error", lifespan="on")).run(sockets=[listener])
