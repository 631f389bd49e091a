"""A tiny mail server on this machine, which does as it is told: takes, refuses, hangs up or never answers."""

import socket
import threading
from contextlib import contextmanager

from tests.at_once import FOR_EVER

OK = b"250 OK\r\n"


class MailServer:
    """Speaks just enough SMTP. `refuse` are {address: answer to RCPT}; `taken` are the (address, message) it took.

    `called` is set as soon as anybody calls; whoever calls while it does not answer waits until it hangs up.
    """

    def __init__(self):
        self.refuse, self.taken, self.called = {}, [], threading.Event()
        self.answers, self.hangs_up_at = True, None
        self.lock = threading.Lock()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.open = []
        threading.Thread(target=self._serve, daemon=True).start()

    def stop(self):
        """Take no more calls, and end those that hang."""
        self.socket.close()
        self.hang_up()

    def hang_up(self):
        """End every call that still waits."""
        for each in self.open:
            each.close()

    def _serve(self):
        while True:
            try:
                call, _ = self.socket.accept()
            except OSError:
                return
            self.open.append(call)
            self.called.set()
            threading.Thread(target=self._talk, args=[call], daemon=True).start()

    def _talk(self, call):
        if not self.answers:
            return
        try:
            with call, call.makefile("rb") as said:
                call.sendall(b"220 ready\r\n")
                to = ""
                for line in said:
                    word = line[:4].upper()
                    if word == self.hangs_up_at:
                        return
                    if word == b"RCPT":
                        to = line.decode().partition("<")[2].partition(">")[0]
                        call.sendall(self.refuse.get(to, OK))
                    elif word == b"DATA":
                        call.sendall(b"354 go on\r\n")
                        self._take(to, said)
                        call.sendall(OK)
                    elif word == b"QUIT":
                        call.sendall(b"221 bye\r\n")
                        return
                    else:
                        call.sendall(OK)
        except OSError:
            return

    def _take(self, to, said):
        lines = []
        for line in said:
            if line == b".\r\n":
                break
            lines.append(line)
        with self.lock:
            self.taken.append((to, b"".join(lines)))


@contextmanager
def mail_server(settings):
    """A MailServer to which the site sends, for as long as this lasts."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = FOR_EVER
    try:
        yield server
    finally:
        server.stop()
