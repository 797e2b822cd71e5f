"""A node of the Python reference as its peers see it: its routes, loop, checks and words, written from its
published contract. It shares no code with the node under test, so it is the second opinion on bytes, digits and order.

It listens on a free port of loopback and prints one JSON line that says where. Then it reads one JSON command a line from
standard input and answers each with one JSON line; it ends with its standard input. Standard library and libcrypto only.
"""
import hashlib
import json
import os
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from reference_keys import b64, is_signed, public_half, sign, unb64

SCOPES = ("local", "team", "company", "public")
TYPES = ("string", "text", "number", "boolean", "datetime", "ref", "null")
RECORD_KEYS = ("id", "entity", "relation", "value", "source", "timestamp", "valid_until", "confidence", "scope", "hlc", "cid")
PAGE = 100
LEEWAY_MS = 30_000
FUTURE_MS, PAST_MS = 300_000, 30 * 86_400_000
API_KEY = "operator-key"


class Wedged(Exception):
    """What escapes the reference's loop over its peers: the page fails again each time, for ever."""


# Canonical texts.

def ascii_sorted(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def utf8_sorted(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def value_text(kind, v):
    if kind == "null":
        return "null"
    return ("true" if v else "false") if kind == "boolean" else str(v)


def value_of(kind, text):
    if kind == "number":
        return float(text)
    return text == "true" if kind == "boolean" else None if kind == "null" else text


def cid_of(fact):
    kind = fact["value"]["type"]
    return "sha256:" + hashlib.sha256(utf8_sorted({
        "confidence": float(fact["confidence"]), "entity": fact["entity"], "relation": fact["relation"], "scope": fact["scope"],
        "source": fact["source"], "value_type": kind, "value_v": value_text(kind, fact["value"]["v"])})).hexdigest()


def moment(text):
    when = datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=timezone.utc)


def now_ms():
    return time.time_ns() // 1_000_000


def declared(node_id, node_url, public, scopes, signed_at):
    return ascii_sorted({
        "allowed_scopes": scopes, "federation_pubkey": public, "node_id": node_id, "node_url": node_url, "signed_at": signed_at})


class Node:
    """The state of the node. One lock: requests come on threads of their own."""

    def __init__(self, node_id):
        self.node_id, self.seed = node_id, os.urandom(32)
        self.public = public_half(self.seed)
        self.lock = threading.RLock()
        self.rows, self.peers, self.nonces = {}, {}, {}
        self.refused, self.contradicted = [], set()
        self.wall, self.counter, self.url = 0, 0, None

    # The clock. The counter is not padded, and stamps are compared as texts.

    def tick(self):
        now = now_ms()
        self.wall, self.counter = (now, 0) if now > self.wall else (self.wall, self.counter + 1)
        return f"{self.wall}.{self.counter}"

    def receive(self, stamp):
        wall, _, counter = stamp.partition(".")
        wall, counter, now = int(wall), int(counter or 0), now_ms()
        if wall > now + FUTURE_MS:
            raise Wedged(f"hlc {wall - now} ms ahead")
        if wall < now - PAST_MS:
            raise Wedged(f"hlc {now - wall} ms behind")
        top = max(now, self.wall, wall)
        if top == self.wall == wall:
            self.counter = max(self.counter, counter) + 1
        else:
            self.counter = self.counter + 1 if top == self.wall else counter + 1 if top == wall else 0
        self.wall = top

    # Writing.

    def say(self, asked):
        fact = {"confidence": 1.0, "valid_until": None, "scope": "public", "source": self.node_id, **asked}
        fact["confidence"] = float(fact["confidence"])
        return self.store({**fact, "id": str(uuid.uuid4()), "timestamp": datetime.now(timezone.utc).isoformat(), "cid": cid_of(fact)}, None)

    def store(self, fact, sender):
        value = fact["value"]
        row = {key: fact[key] for key in RECORD_KEYS if key not in ("value", "hlc")}
        row.update(hlc=self.tick(), received_from=sender, type=value["type"], value_v=value_text(value["type"], value["v"]),
                   interpret_as=value.get("interpret_as") or "content")
        for other in self.rows.values():
            same = all(other[key] == row[key] for key in ("entity", "relation", "scope"))
            if same and other["confidence"] > 0 and row["confidence"] > 0 and not row["relation"].startswith("stigmem:"):
                self.contradicted |= {row["id"], other["id"]}
        self.rows[row["id"]] = row
        return row

    def ingest(self, fact, sender):
        """Section 7 in the order of the reference. Everything that the reference would not catch is Wedged."""
        for key in RECORD_KEYS:
            if key not in fact:
                raise Wedged(f"missing key {key}")
        value = fact["value"]
        if not isinstance(value, dict) or "type" not in value or "v" not in value:
            raise Wedged("missing key of value")
        if fact["cid"] is not None and cid_of(fact) != fact["cid"]:
            raise Wedged(f"cid_mismatch: {fact['cid']} came, {cid_of(fact)} is right for {value}")
        interpret_as = value.get("interpret_as") or "content"
        if interpret_as not in ("content", "instruction"):
            raise Wedged(f"invalid_interpret_as {interpret_as}")
        if interpret_as == "instruction" or fact["entity"].startswith("instruction:") or fact["relation"].startswith("instruction:"):
            raise Wedged("quarantine_garden_required")
        known = self.rows.get(fact["id"])
        if known:
            if fact["cid"] != known["cid"]:
                raise Wedged(f"id {fact['id']} came again with another body")
            until = fact["valid_until"]
            if known["valid_until"] and (until is None or moment(until) > moment(known["valid_until"])):
                raise Wedged(f"valid_until {until} is later than {known['valid_until']}")
            return False
        if fact["hlc"] is not None:
            self.receive(fact["hlc"])
        if fact["scope"] not in SCOPES or value["type"] not in TYPES:
            raise Wedged(f"constraint: scope {fact['scope']}, type {value['type']}")
        if not 0 <= fact["confidence"] <= 1:
            raise Wedged(f"constraint: confidence {fact['confidence']}")
        self.store(fact, sender)
        return True

    # Tokens.

    def token(self, peer):
        now = now_ms()
        head = b64(json.dumps({"alg": "EdDSA", "typ": "JWT"}, separators=(",", ":")).encode())
        body = b64(json.dumps({
            "iss": self.node_id, "sub": peer["node_id"], "iat": now, "exp": now + 3_600_000, "nonce": str(uuid.uuid4()),
            "scopes": peer["scopes"]}, separators=(",", ":")).encode())
        return f"{head}.{body}.{sign(self.seed, f'{head}.{body}'.encode())}"

    def admit(self, header):
        """The peer of a token, or why not, in the order of section 4."""
        if not header.lower().startswith("bearer "):
            return None, "peer token required"
        try:
            head, body, signature = header[7:].split(".")
            claims = json.loads(unb64(body))
            algorithm = json.loads(unb64(head))["alg"]
        except (ValueError, KeyError):
            return None, "malformed token"
        peer, now = self.peers.get(claims.get("iss")), now_ms()
        if peer is None:
            return None, "peer not registered"
        if peer["status"] != "active":
            return None, "peer_not_approved"
        if algorithm != "EdDSA" or not is_signed(peer["public"], f"{head}.{body}".encode(), signature):
            return None, "invalid_signature"
        if now > claims["exp"] + LEEWAY_MS:
            return None, "token_expired"
        if claims["sub"] != self.node_id:
            return None, "invalid_sub"
        if claims["iat"] > now + LEEWAY_MS:
            return None, "iat_in_future"
        if claims["iat"] < now - 86_400_000:
            return None, "iat_too_old"
        if not claims.get("nonce"):
            return None, "missing_nonce"
        if claims["nonce"] in self.nonces:
            return None, "nonce_already_seen"
        self.nonces[claims["nonce"]] = claims["exp"]
        return {**peer, "permitted": set(peer["scopes"]) & set(claims["scopes"]) - {"local", "team"}}, None

    # Serving.

    def discovery(self):
        return {
            "version": "1.0", "node_id": self.node_id, "node_url": self.url, "auth": "required", "federation": "enabled",
            "federation_pubkey": self.public, "federation_version": "0.5",
            "federation_endpoints": {"peers": "/v1/federation/peers", "facts": "/v1/federation/facts", "push": "/v1/federation/facts/push"}}

    def page(self, header, query):
        peer, fault = self.admit(header)
        if fault:
            self.refused.append(fault)
            return 401, {"detail": fault}
        cursor, limit = query.get("cursor"), int(query.get("limit", PAGE))
        if not 1 <= limit <= 500:
            return 422, {"detail": "limit"}
        if not peer["permitted"]:
            return 403, {"detail": "no permitted scopes"}
        found = sorted((row for row in self.rows.values() if self.may_serve(row, peer) and (cursor is None or row["hlc"] > cursor)),
                       key=lambda row: row["hlc"])
        rows = found[:limit]
        return 200, {"facts": [self.record(row) for row in rows], "cursor": rows[-1]["hlc"] if rows else cursor, "has_more": len(found) > limit}

    def take(self, header, facts):
        """Section 6. A fact that is refused is named in the answer, so nothing stops here."""
        peer, fault = self.admit(header)
        if fault:
            self.refused.append(fault)
            return 401, {"detail": fault}
        errors = [{"fact_id": fact.get("id"), "error": error} for fact in facts if (error := self.refusal(fact, peer))]
        return 202, {"accepted": len(facts) - len(errors), "rejected": len(errors), "errors": errors}

    def refusal(self, fact, peer):
        if fact.get("scope") not in peer["permitted"]:
            return "scope_not_permitted"
        if fact.get("source") != peer["node_id"]:
            return "source_not_owned"
        try:
            self.ingest(fact, peer["node_id"])
        except Wedged as why:
            return "hlc_skew" if str(why).startswith("hlc ") else "cid_mismatch" if str(why).startswith("cid_mismatch") else "ingest_error"
        return None

    @staticmethod
    def may_serve(row, peer):
        return (row["scope"] in peer["permitted"] and row["received_from"] is None and not row["relation"].startswith("stigmem:")
                and not row["entity"].startswith("stigmem:conflict:"))

    def record(self, row):
        return {
            **{key: row[key] for key in RECORD_KEYS if key != "value"},
            "value": {"type": row["type"], "v": value_of(row["type"], row["value_v"]), "interpret_as": row["interpret_as"]},
            "received_from": None, "attested_key_id": None, "origin_node_id": None, "origin_allowed_scopes": None, "garden_id": None,
            "attested": None, "contradicted": row["id"] in self.contradicted, "warnings": [], "source_trust": None, "quarantine_status": None,
            "quarantine_garden_id": None, "effective_confidence": None, "sanitizer_warnings": [], "sanitizer_redacted": False, "derived_from": []}

    def register(self, header, asked):
        if header != f"Bearer {API_KEY}":
            return 403, {"detail": "federate permission required"}
        known = self.peers.get(asked["node_id"])
        if known:
            return 409, {"detail": f"peer already registered (status={known['status']})"}
        _, found = ask(asked["node_url"] + "/.well-known/stigmem")
        bytes_signed = declared(*(asked[key] for key in ("node_id", "node_url", "federation_pubkey", "allowed_scopes", "signed_at")))
        holds = found.get("federation_pubkey") == asked["federation_pubkey"] and is_signed(asked["federation_pubkey"], bytes_signed, asked["declaration_sig"])
        peer = {"peer_id": str(uuid.uuid4()), "node_id": asked["node_id"], "url": asked["node_url"], "public": asked["federation_pubkey"],
                "scopes": sorted(asked["allowed_scopes"]), "status": "pending_approval" if holds else "rejected", "cursor": None}
        self.peers[peer["node_id"]] = peer
        return 201, {"peer_id": peer["peer_id"], "status": peer["status"], "verified_at": None}

    def approve(self, asked):
        peer = self.peers[asked["node_id"]]
        if peer["status"] != "pending_approval":
            return {"status": peer["status"]}
        if asked["pubkey_fingerprint"] == "sha256:" + hashlib.sha256(peer["public"].encode("ascii")).hexdigest():
            peer["status"] = "active"
        return {"status": peer["status"]}

    # Pulling.

    def pull(self, peer):
        """One turn of the loop for a peer. The cursor is saved only when the whole page went in."""
        query = {"limit": PAGE, **({"cursor": peer["cursor"]} if peer["cursor"] is not None else {})}
        status, page = ask(f"{peer['url']}/v1/federation/facts?{urllib.parse.urlencode(query)}", self.token(peer), **{"Stigmem-Verify": "full"})
        if status != 200:
            return {"status": status, "detail": page.get("detail")}
        with self.lock:
            try:
                new = sum(self.ingest(fact, peer["node_id"]) for fact in page["facts"])
            except Wedged as why:
                return {"wedged": str(why)}
            if page["cursor"] != peer["cursor"]:
                peer["cursor"] = page["cursor"]
        status, tombstones = ask(f"{peer['url']}/v1/federation/tombstones?limit=200", self.token(peer))
        if status == 200 and tombstones.get("cursor") is not None:
            return {"wedged": "a tombstone cursor"}
        return {"status": 200, "facts": len(page["facts"]), "new": new, "cursor": peer["cursor"]}

    def introduce(self, asked):
        signed_at = datetime.now(timezone.utc).replace(microsecond=0).isoformat()
        signature = sign(self.seed, declared(self.node_id, self.url, self.public, asked["scopes"], signed_at))
        status, answer = ask(asked["url"] + "/v1/federation/peers", asked["key"], {
            "node_url": self.url, "node_id": self.node_id, "federation_pubkey": self.public, "allowed_scopes": asked["scopes"],
            "declaration_sig": signature, "signed_at": signed_at})
        return {"status": status, "answer": answer}


def ask(url, bearer=None, body=None, **headers):
    """A request without redirects and proxies; every answer with JSON is an answer."""
    if bearer:
        headers["Authorization"] = f"Bearer {bearer}"
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as response:
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as refusal:
        text = refusal.read()
        return refusal.code, json.loads(text) if text.startswith(b"{") else {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path, _, query = self.path.partition("?")
        if path == "/.well-known/stigmem":
            return self.answer(200, node.discovery())
        if path != "/v1/federation/facts":
            return self.answer(404, {"detail": "Not Found"})
        with node.lock:
            status, body = node.page(self.headers.get("Authorization", ""), dict(urllib.parse.parse_qsl(query)))
        return self.answer(status, body)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        if self.path == "/v1/federation/peers":
            return self.answer(*node.register(self.headers.get("Authorization", ""), body))
        if self.path != "/v1/federation/facts/push":
            return self.answer(404, {"detail": "Not Found"})
        with node.lock:
            status, answer = node.take(self.headers.get("Authorization", ""), body["facts"])
        return self.answer(status, answer)

    def answer(self, status, body):
        data = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Standard output belongs to the answers."""


def leap(ms):
    """As when a peer whose clock is fast was heard: only the counter moves until time has caught up."""
    node.wall, node.counter = max(node.wall, now_ms()) + ms, 0


def forget_cursor(node_id):
    node.peers[node_id]["cursor"] = None


COMMANDS = {
    "say": lambda asked: {"rows": [node.say(fact) for fact in asked["facts"]]},
    "rows": lambda asked: {"rows": [{**row, "contradicted": row["id"] in node.contradicted} for row in node.rows.values()]},
    "introduce": lambda asked: node.introduce(asked),
    "approve": lambda asked: node.approve(asked),
    "pull": lambda asked: node.pull(node.peers[asked["node_id"]]),
    "refused": lambda asked: {"refused": node.refused},
    "leap": lambda asked: leap(asked["ms"]) or {},
    "forget_cursor": lambda asked: forget_cursor(asked["node_id"]) or {},
    "digits": lambda asked: {"texts": [value_text("number", v) for v in asked["numbers"]]},
}

node = Node(sys.argv[1])
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
node.url = f"http://127.0.0.1:{server.server_port}"
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"url": node.url, "node_id": node.node_id, "public": node.public, "key": API_KEY}), flush=True)
for line in sys.stdin:
    command = json.loads(line)
    if command["do"] in ("introduce", "pull"):
        # They call the other node, which calls back here.
        result = COMMANDS[command["do"]](command)
    else:
        with node.lock:
            result = COMMANDS[command["do"]](command)
    print(json.dumps(result), flush=True)
