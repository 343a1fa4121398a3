"""Starts Prefect's own server on a free port of this machine, with a database in a folder of its own.

In: the folder. Out: the port, on a line, when the server listens. Nothing but the server is started: no scheduler, no
interface, and nothing that speaks to other machines.
"""

import os
import socket
import sys

home = sys.argv[1]
os.environ.update(
    DO_NOT_TRACK="1",
    PREFECT_HOME=home,
    PREFECT_API_DATABASE_CONNECTION_URL=f"sqlite+aiosqlite:///{home}/prefect.db",
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    PREFECT_SERVER_UI_ENABLED="false",
    PREFECT_LOGGING_LEVEL="ERROR",
)

# What is set above is read when these are imported.
import uvicorn  # noqa: E402
from prefect.server.api.server import create_app  # noqa: E402


class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets=sockets)
        print(listener.getsockname()[1], flush=True)


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
# Ephemeral: without the services that run beside the API.
application = create_app(ephemeral=True)
Server(uvicorn.Config(application, log_level="error", lifespan="on")).run(sockets=[listener])
