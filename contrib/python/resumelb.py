"""A résumé for Python applications: WSGI and ASGI middleware, standard library only.

    from resumelb import ResumeMiddleware            # WSGI: Django, Flask, Bottle, ...
    application = ResumeMiddleware(application, token_file="/etc/resumelb/token")

    from resumelb import AsyncResumeMiddleware       # ASGI: Starlette, FastAPI, Django, ...
    application = AsyncResumeMiddleware(application, token_file="/etc/resumelb/token")

Needs a server with threads (WSGI) or an event loop (ASGI) in one process for each worker: a résumé is that of a process.
An application may report the seconds that a request spent on loading what was not cached: environ["resumelb.miss"] or
scope["resumelb.miss"], to be set before the head of the answer. docs/protocol.md of resumelb says what is spoken.
Run as a program, this is a worker to try: python3 resumelb.py [PORT].
"""

import asyncio
import hmac
import ipaddress
import json
import threading
import time
import urllib.parse
import uuid
from collections import OrderedDict

__all__ = ["AsyncResumeMiddleware", "Recorder", "ResumeMiddleware"]

MAX_NAME = 512
HEARTBEAT = 1.0
TOLD_AGAIN = 0.1
FORWARDED = ("resumelb-class", "via", "forwarded", "x-real-ip")


class Skill:
    """What was measured of a class: sums that shrink with each request of the worker."""

    __slots__ = ("count", "time", "generation", "requests", "miss", "told", "last")

    def __init__(self, generation):
        self.count = self.time = 0.0
        self.generation = generation
        self.requests = 0
        self.miss = None
        self.told = None
        self.last = 0.0

    def score(self):
        return self.count / self.time


class Recorder:
    """The résumé of this process. Thread-safe."""

    def __init__(self, history=9999, max_skill_age=None, max_classes=10000, clock=time.monotonic):
        self.history = history
        self.max_skill_age = max_skill_age or 10 * history
        self.max_classes = max_classes
        self.decay = 1 - 1 / history
        self.clock = clock
        self.worker = str(uuid.uuid4())
        self.lock = threading.Lock()
        self.generation = 0
        self.in_flight = 0
        self.classifier = None
        self.epoch = 0
        self.skills = OrderedDict()

    def arrived(self, classifier):
        """A request from a load balancer; returns what to give to `ended`."""
        with self.lock:
            self.in_flight += 1
            if classifier and classifier != self.classifier:
                # Another classifier names other classes: what was learnt is of no use.
                self.classifier = classifier
                self.epoch += 1
                self.skills.clear()
            return self.epoch, self.clock()

    def ended(self, arrival, name, failed, miss=None):
        epoch, begin = arrival
        elapsed = max(self.clock() - begin, 1e-9)
        with self.lock:
            self.in_flight -= 1
            if name is None or epoch != self.epoch:
                return
            skill = self.skills.get(name)
            if failed:
                # A quick failure must not look fast.
                if skill is None:
                    return
                elapsed = max(elapsed, min(2 / skill.score(), 60))
            self._record(name, skill, elapsed, miss)

    def _record(self, name, skill, elapsed, miss):
        self.generation += 1
        if skill is None:
            skill = self.skills[name] = Skill(self.generation)
        self.skills.move_to_end(name)
        faded = self.decay ** (self.generation - skill.generation)
        skill.time = skill.time * faded + elapsed
        skill.count = skill.count * faded + 1
        skill.generation = self.generation
        skill.requests += 1
        skill.last = self.clock()
        if miss is not None:
            weight = 1 / skill.count
            skill.miss = miss if skill.miss is None else skill.miss + weight * (miss - skill.miss)
        if len(self.skills) > self.max_classes:
            self.skills.popitem(last=False)
        if self.generation % self.history == 0:
            oldest = self.generation - self.max_skill_age
            for stale in [n for n, s in self.skills.items() if s.generation < oldest]:
                del self.skills[stale]

    def resume(self, only=None):
        with self.lock:
            return self._resume(self.skills if only is None else only)

    def _resume(self, names):
        now = self.clock()
        classes = {}
        for name in names:
            skill = self.skills[name]
            classes[name] = {
                "score": skill.score(),
                "requests": skill.requests,
                "idleMillis": round((now - skill.last) * 1000),
            }
            if skill.miss is not None:
                classes[name]["missMillis"] = skill.miss * 1000
        return {
            "format": 1,
            "worker": self.worker,
            "generation": self.generation,
            "classifier": self.classifier,
            "inFlight": self.in_flight,
            "classes": classes,
        }

    def forget(self, name=None):
        with self.lock:
            self.epoch += 1
            if name is None:
                self.skills.clear()
            else:
                self.skills.pop(name, None)


class Stream:
    """What one load balancer has been told; makes the events that it lacks."""

    def __init__(self, recorder):
        self.recorder = recorder
        self.epoch = None
        self.told = {}

    def events(self):
        recorder = self.recorder
        with recorder.lock:
            if self.epoch != recorder.epoch:
                self.epoch = recorder.epoch
                self.told = {name: skill.score() for name, skill in recorder.skills.items()}
                first = event("resume", recorder._resume(recorder.skills))
            else:
                changed = [name for name, skill in recorder.skills.items() if self._moved(name, skill.score())]
                self.told.update((name, recorder.skills[name].score()) for name in changed)
                first = event("skills", recorder._resume(changed)) if changed else b""
            return first + event("load", {"inFlight": recorder.in_flight})

    def _moved(self, name, score):
        before = self.told.get(name)
        return before is None or abs(score - before) > TOLD_AGAIN * before


def event(name, data):
    return ("event: %s\ndata: %s\n\n" % (name, json.dumps(data, separators=(",", ":")))).encode()


def class_name(header):
    """The class of a request; None if the name is malformed, so that it is served and not recorded."""
    try:
        name = urllib.parse.unquote(header, encoding="utf-8", errors="strict")
    except UnicodeDecodeError:
        return None
    return name if len(name) <= MAX_NAME else None


def is_loopback(address):
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def is_loopback_host(host):
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return name == "localhost" or is_loopback(name.strip("[]"))


class Management:
    """Answers the management path: who may ask, and what."""

    def __init__(self, recorder, path="/.resumelb", token=None, token_file=None):
        if token_file is not None:
            with open(token_file, encoding="ascii") as file:
                token = file.read().strip()
        self.recorder = recorder
        self.path = path
        self.token = token

    def covers(self, path):
        return path == self.path or path.startswith(self.path + "/")

    def refusal(self, method, headers, peer):
        """The status to refuse a request with, or None. Headers are lower-case names and values."""
        if self.token is not None:
            given = headers.get("authorization", "").encode("utf-8", "replace")
            return None if hmac.compare_digest(given, b"Bearer " + self.token.encode()) else 401
        forwarded = any(name in FORWARDED or name.startswith("x-forwarded-") for name in headers)
        near = is_loopback(peer) and is_loopback_host(headers.get("host", ""))
        return None if near and not forwarded and method != "DELETE" else 403

    def answer(self, method, path, query, headers, peer):
        """Status, content type, and a body or a Stream."""
        status = self.refusal(method, headers, peer)
        if status is None and path != self.path + "/resume":
            status = 404
        if status is None and method not in ("GET", "HEAD", "DELETE"):
            status = 405
        if status is not None:
            return status, "text/plain", b""
        if method == "DELETE":
            self.recorder.forget(*urllib.parse.parse_qs(query, keep_blank_values=True).get("class", [])[:1])
            return 204, "text/plain", b""
        if method == "GET" and "text/event-stream" in headers.get("accept", ""):
            return 200, "text/event-stream", Stream(self.recorder)
        return 200, "application/json", json.dumps(self.recorder.resume()).encode()


REASONS = {200: "OK", 204: "No Content", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed"}


def report(recorder, begin, miss):
    """What the head of an answer says of its request."""
    value = "in-flight=%d, service-ms=%.3f" % (recorder.in_flight, (recorder.clock() - begin) * 1000)
    return value if miss is None else value + ", miss-ms=%.3f" % (miss * 1000)


class ResumeMiddleware:
    """Makes a WSGI application a worker."""

    def __init__(self, application, management_path="/.resumelb", token=None, token_file=None, recorder=None):
        self.application = application
        self.recorder = recorder or Recorder()
        self.management = Management(self.recorder, management_path, token, token_file)

    def __call__(self, environ, start_response):
        if self.management.covers(environ.get("PATH_INFO", "")):
            return self._manage(environ, start_response)
        if "HTTP_RESUMELB_CLASS" not in environ:
            return self.application(environ, start_response)
        return self._serve(environ, start_response)

    def _manage(self, environ, start_response):
        headers = {k[5:].replace("_", "-").lower(): v for k, v in environ.items() if k.startswith("HTTP_")}
        status, kind, body = self.management.answer(
            environ["REQUEST_METHOD"],
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
            headers,
            environ.get("REMOTE_ADDR", ""),
        )
        start_response("%d %s" % (status, REASONS[status]), [("Content-Type", kind), ("Cache-Control", "no-store")])
        return self._beats(body) if isinstance(body, Stream) else [body]

    @staticmethod
    def _beats(stream):
        while True:
            yield stream.events()
            time.sleep(HEARTBEAT)

    def _serve(self, environ, start_response):
        recorder = self.recorder
        name = class_name(environ["HTTP_RESUMELB_CLASS"])
        arrival = recorder.arrived(environ.get("HTTP_RESUMELB_CLASSIFIER"))
        failed = [True]

        def start(status, headers, exc_info=None):
            failed[0] = status.startswith("5")
            said = [(k, v) for k, v in headers if k.lower() != "resumelb-report"]
            said.append(("Resumelb-Report", report(recorder, arrival[1], environ.get("resumelb.miss"))))
            return start_response(status, said, exc_info) if exc_info else start_response(status, said)

        try:
            body = self.application(environ, start)
        except BaseException:
            recorder.ended(arrival, name, True)
            raise
        return Body(body, lambda broken: recorder.ended(arrival, name, failed[0] or broken, environ.get("resumelb.miss")))


class Body:
    """An answer's body that says once when it has ended, however it ends."""

    def __init__(self, body, ended):
        self.body = body
        self.parts = iter(body)
        self.ended = ended
        self.broken = False

    def __iter__(self):
        return self

    def __next__(self):
        try:
            return next(self.parts)
        except StopIteration:
            raise
        except BaseException:
            self.broken = True
            raise

    def close(self):
        ended, self.ended = self.ended, None
        try:
            if hasattr(self.body, "close"):
                self.body.close()
        finally:
            if ended:
                ended(self.broken)


class AsyncResumeMiddleware:
    """Makes an ASGI application a worker."""

    def __init__(self, application, management_path="/.resumelb", token=None, token_file=None, recorder=None):
        self.application = application
        self.recorder = recorder or Recorder()
        self.management = Management(self.recorder, management_path, token, token_file)

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.application(scope, receive, send)
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        if self.management.covers(scope["path"]):
            return await self._manage(scope, headers, receive, send)
        if "resumelb-class" not in headers:
            return await self.application(scope, receive, send)
        return await self._serve(scope, headers, receive, send)

    async def _manage(self, scope, headers, receive, send):
        peer = (scope.get("client") or ("", 0))[0]
        query = scope.get("query_string", b"").decode("latin-1")
        status, kind, body = self.management.answer(scope["method"], scope["path"], query, headers, peer)
        said = [(b"content-type", kind.encode()), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": status, "headers": said})
        if not isinstance(body, Stream):
            return await send({"type": "http.response.body", "body": body})
        leaves = asyncio.ensure_future(self._disconnect(receive))
        try:
            while not leaves.done():
                await send({"type": "http.response.body", "body": body.events(), "more_body": True})
                await asyncio.wait([leaves], timeout=HEARTBEAT)
        finally:
            leaves.cancel()

    @staticmethod
    async def _disconnect(receive):
        while (await receive())["type"] != "http.disconnect":
            pass

    async def _serve(self, scope, headers, receive, send):
        recorder = self.recorder
        name = class_name(headers["resumelb-class"])
        arrival = recorder.arrived(headers.get("resumelb-classifier"))
        failed = True

        async def sending(message):
            nonlocal failed
            if message["type"] == "http.response.start":
                failed = message["status"] >= 500
                said = [(k, v) for k, v in message.get("headers", ()) if k.lower() != b"resumelb-report"]
                said.append((b"resumelb-report", report(recorder, arrival[1], scope.get("resumelb.miss")).encode()))
                message = dict(message, headers=said)
            await send(message)

        try:
            await self.application(scope, receive, sending)
        except BaseException:
            failed = True
            raise
        finally:
            recorder.ended(arrival, name, failed, scope.get("resumelb.miss"))


def main():
    import socketserver
    import sys
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

    class Server(socketserver.ThreadingMixIn, WSGIServer):
        daemon_threads = True

    class Handler(WSGIRequestHandler):
        def address_string(self):
            return self.client_address[0]

        def log_message(self, format, *args):
            pass

    def page(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"A page of " + environ.get("HTTP_HOST", "").encode() + b"\n"]

    port = int(sys.argv[1]) if len(sys.argv) > 1 else 9001
    server = make_server("127.0.0.1", port, ResumeMiddleware(page), Server, Handler)
    print("A worker on http://127.0.0.1:%d" % server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
