"""Starts Phoenix's own server on a free port of this machine, with a database in a folder of its own.

In: the folder. Out: the port, on a line, when the server listens. No interface, no users, and nothing that speaks to other
machines.
"""

import os
import socket
import sys

home = sys.argv[1]
os.environ.update(
    PHOENIX_TELEMETRY_ENABLED="false",
    PHOENIX_WORKING_DIR=home,
    PHOENIX_LOGGING_MODE="default",
)

# What is set above is read when these are imported.
import uvicorn  # noqa: E402
from phoenix.db.engines import create_engine  # noqa: E402
from phoenix.server.app import _db, create_app  # noqa: E402
from phoenix.server.types import DbSessionFactory  # noqa: E402


class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets=sockets)
        print(listener.getsockname()[1], flush=True)


def free_port():
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
engine = create_engine(f"sqlite:///{home}/phoenix.db", log_migrations=False)
database = DbSessionFactory(db=_db(engine), dialect=engine.dialect.name)
application = create_app(db=database, authentication_enabled=False, serve_ui=False, grpc_port=free_port())
Server(uvicorn.Config(application, log_level="error", lifespan="on")).run(sockets=[listener])
