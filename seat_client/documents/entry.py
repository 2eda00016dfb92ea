"""Where a worker process begins. Loads the PDF engine there and only there: the seat itself never parses a bid."""

from multiprocessing.connection import Connection


def run(connection: Connection) -> None:
    from seat_client.documents import worker

    worker.run(connection)
