"""A node that takes pushes the way the Python reference does: its routes, checks, order and words.

Usage: reference_receiver.py NODE_ID SENDER_NODE_ID SENDER_PUBLIC_KEY
Prints its port, then one JSON line for each push with what it made of it. Standard library only.
"""
import base64
import hashlib
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

P = 2 ** 255 - 19
L = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    p, q = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = q - p, d - c, d + c, q + p
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, point):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, point)
        point, n = add(point, point), n >> 1
    return result


def recover(y, sign):
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - x2) % P:
        raise ValueError("no point")
    return P - x if x & 1 != sign else x


def decode(raw):
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    x = recover(y, sign)
    return x, y, 1, x * y % P


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def verifies(key, message, signature):
    r, s = decode(signature[:32]), int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    a, b = times(s, BASE), add(r, times(k, decode(key)))
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def unpad(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


NODE_ID, SENDER, KEY = sys.argv[1:4]
KEYS = {"id", "entity", "relation", "value", "source", "timestamp", "valid_until", "confidence", "scope"}
nonces, stored = set(), {}


def token_fault(header):
    if not header.lower().startswith("bearer "):
        return "peer token or X-Stigmem-Capability header required"
    head, payload, signature = header[7:].split(".")
    claims = json.loads(unpad(payload))
    if claims["iss"] != SENDER:
        return "peer not registered"
    if not verifies(unpad(KEY), f"{head}.{payload}".encode(), unpad(signature)):
        return "invalid_signature"
    now = time.time() * 1000
    if now > claims["exp"] + 30_000:
        return "token_expired"
    if claims["sub"] != NODE_ID:
        return "invalid_sub"
    if claims["iat"] > now + 30_000:
        return "iat_in_future"
    if claims["nonce"] in nonces:
        return "nonce_already_seen"
    nonces.add(claims["nonce"])
    return None


def take(fact):
    if fact["scope"] not in ("company", "public"):
        return "scope_not_permitted"
    if fact["source"] != SENDER:
        return "source_not_owned"
    if fact["id"] in stored:
        return None
    if fact.get("hlc"):
        wall = int(fact["hlc"].split(".")[0])
        now = time.time() * 1000
        if wall > now + 300_000 or wall < now - 2_592_000_000:
            return "hlc_skew"
    if fact["relation"].startswith("instruction:") or fact["value"].get("interpret_as") == "instruction":
        return "ingest_error"
    stored[fact["id"]] = fact
    return None


class Handler(BaseHTTPRequestHandler):
    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self):
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path != "/v1/federation/facts/push":
            return self.answer(404, {"detail": "Not Found"})
        fault = token_fault(self.headers.get("Authorization", ""))
        if fault:
            print(json.dumps({"refused": fault}), flush=True)
            return self.answer(401, {"detail": fault})
        facts = json.loads(raw)["facts"]
        missing = [sorted(KEYS - fact.keys()) for fact in facts if not KEYS <= fact.keys()]
        errors = [{"fact_id": fact["id"], "error": error} for fact in facts if (error := take(fact))]
        print(json.dumps({"values": [fact["value"]["v"] for fact in facts], "missing": missing, "errors": errors}), flush=True)
        return self.answer(202, {"accepted": len(facts) - len(errors), "rejected": len(errors), "errors": errors})

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
