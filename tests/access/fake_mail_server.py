"""A mail server on this machine that notes what it is told, and can take its time or refuse."""

import socketserver
import threading

from tests.at_once import FOR_EVER


class FakeMailServer:
    """`said` is each line it was sent; `answers` replaces what it answers to a verb.

    A mail is `taken` as soon as it `may_take` it, which it may unless that is cleared.
    """

    def __init__(self):
        self.said, self.answers = [], {}
        self.taken, self.may_take = threading.Event(), threading.Event()
        self.may_take.set()
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def verbs(self):
        """The verbs it was sent, in order."""
        return [line.split(" ")[0].split(":")[0].upper() for line in self.said if line]

    def _handler(server):
        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                self._say("220 fake")
                while line := self.rfile.readline():
                    server.said.append(line.decode().strip())
                    verb = line[:4].decode().upper()
                    if verb == "DATA":
                        self._take()
                        continue
                    self._say(server.answers.get(verb, "250 ok"))
                    if verb == "QUIT":
                        return

            def _take(self):
                self._say("354 go on")
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    server.said.append(line.decode().strip())
                server.may_take.wait(FOR_EVER)
                self._say("250 taken")
                server.taken.set()

            def _say(self, words):
                self.wfile.write(f"{words}\r\n".encode())

        return Handler
