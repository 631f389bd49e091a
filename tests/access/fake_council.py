"""A council's sign-in server on this machine: it says of whoever comes what the test tells it to say."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT = "plans-site"
SECRET = "a secret of the council"


class FakeCouncil:
    """The server. `claims` is what it says of the next person; `asked` is what it was asked when they left for it."""

    def __init__(self):
        self.claims, self.asked, self.token_answer = {}, {}, None
        # What it says of a browser that comes to its own page.
        self.says = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.issuer = self.url
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def settings(self):
        """What `config/settings.py` makes of the environment for this server."""
        app = {
            "provider_id": "council",
            "name": "Marlow Vale account",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": self.url, "oauth_pkce_enabled": True, "fetch_userinfo": False},
        }
        return {"openid_connect": {"APPS": [app]}}

    def letter(self, address, **claims):
        """What the person brings back from here to the site: the address of the way back, with code and state."""
        parts = urlsplit(address)
        self.asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        now = int(time.time())
        self.claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "9f2c",
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
            **claims,
        }
        back = urlsplit(self.asked["redirect_uri"]).path
        return back, {"code": "a-code", "state": self.asked["state"]}

    def discovery(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def token(self, form):
        """The token for a code, if the form shows that it comes from who asked; else a refusal."""
        if self.token_answer is not None:
            return self.token_answer
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        is_right = (
            form.get("code") == "a-code"
            and form.get("client_secret") == SECRET
            and proof.decode().rstrip("=") == self.asked.get("code_challenge")
        )
        if not is_right:
            return 400, {"error": "invalid_grant"}
        signed = jwt.encode(self.claims, "of no use to anybody, but long enough", algorithm="HS256")
        return 200, {"access_token": "t", "token_type": "Bearer", "expires_in": 300, "id_token": signed}

    def _handler(council):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path.startswith("/authorize?"):
                    back, brought = council.letter(self.path, **council.says)
                    self.send_response(302)
                    self.send_header("Location", f"{council.asked['redirect_uri']}?{urlencode(brought)}")
                    self.end_headers()
                    return
                known = self.path == "/.well-known/openid-configuration"
                self._say(200 if known else 404, council.discovery() if known else {})

            def do_POST(self):
                sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._say(*council.token({name: values[0] for name, values in parse_qs(sent).items()}))

            def _say(self, status, said):
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                """Nothing: the test says what matters."""

        return Handler
