"""A wire between a browser and a server that can be cut at a chosen moment, while the server is killed at its end."""

import contextlib
import socket
import threading
from collections.abc import Callable

CHUNK = 65_536


class Wire:
    """Forwards every byte. For each moment in `deaths`, the next request that holds `marker` meets the server's end:

    "during" when half of its first piece was passed on, "after" when the server has answered and nobody heard it.
    """

    def __init__(self, port: int, marker: bytes, kill: Callable[[], None]) -> None:
        self.upstream, self.marker, self.kill = port, marker, kill
        self.deaths: list[str] = []
        self.died = threading.Semaphore(0)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                browser, _address = self.listener.accept()
                threading.Thread(target=self._serve, args=(browser,), daemon=True).start()

    def _serve(self, browser: socket.socket) -> None:
        with contextlib.suppress(OSError), browser, socket.create_connection(("127.0.0.1", self.upstream)) as server:
            doomed = threading.Event()
            answers = threading.Thread(target=self._answers, args=(server, browser, doomed), daemon=True)
            answers.start()
            while data := browser.recv(CHUNK):
                if self.deaths and self.marker in data:
                    if self.deaths[0] == "during":
                        self.deaths.pop(0)
                        server.sendall(data[: len(data) // 2])
                        self._die(browser)
                        return
                    doomed.set()
                server.sendall(data)
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_WR)
            answers.join()

    def _answers(self, server: socket.socket, browser: socket.socket, doomed: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(CHUNK):
                if doomed.is_set():
                    self.deaths.pop(0)  # now: a browser asks again on connections to a server that is dead already
                    self._die(browser)
                    return
                browser.sendall(data)
        with contextlib.suppress(OSError):
            browser.shutdown(socket.SHUT_RDWR)

    def _die(self, browser: socket.socket) -> None:
        self.kill()
        with contextlib.suppress(OSError):
            browser.shutdown(socket.SHUT_RDWR)
        self.died.release()
