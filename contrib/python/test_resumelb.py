"""Run with: python3 -m unittest discover contrib/python"""

import asyncio
import json
import unittest

from resumelb import AsyncResumeMiddleware, Recorder, ResumeMiddleware, Stream, class_name, is_loopback_host


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class RecorderTest(unittest.TestCase):
    def setUp(self):
        self.clock = Clock()
        self.recorder = Recorder(history=2, max_classes=2, clock=self.clock)

    def request(self, name, seconds, failed=False, classifier="c1", miss=None):
        arrival = self.recorder.arrived(classifier)
        self.clock.now += seconds
        self.recorder.ended(arrival, name, failed, miss)

    def scores(self):
        return {name: skill["score"] for name, skill in self.recorder.resume()["classes"].items()}

    def test_a_score_is_requests_per_second_and_fades(self):
        self.request("a", 0.5)
        self.assertAlmostEqual(2, self.scores()["a"])
        self.request("a", 0.1)
        # count = 1 * 0.5 + 1, time = 0.5 * 0.5 + 0.1
        self.assertAlmostEqual(1.5 / 0.35, self.scores()["a"])

    def test_a_failure_makes_no_skill_and_never_looks_fast(self):
        self.request("a", 0.001, failed=True)
        self.assertEqual({}, self.scores())
        self.request("a", 0.5)
        self.request("a", 0.001, failed=True)
        self.assertAlmostEqual(1.5 / 1.25, self.scores()["a"])

    def test_another_classifier_drops_all(self):
        self.request("a", 0.5)
        self.request("b", 0.5, classifier="c2")
        self.assertEqual(["b"], list(self.scores()))

    def test_the_class_used_least_recently_makes_room(self):
        for name in "abac":
            self.request(name, 0.5)
        self.assertEqual({"a", "c"}, set(self.scores()))

    def test_miss_times_are_told(self):
        self.request("a", 0.5, miss=0.25)
        self.assertAlmostEqual(250, self.recorder.resume()["classes"]["a"]["missMillis"])

    def test_a_stream_begins_with_everything_and_goes_on_with_what_changed(self):
        self.request("a", 0.5)
        stream = Stream(self.recorder)
        self.assertTrue(stream.events().startswith(b"event: resume\n"))
        self.assertTrue(stream.events().startswith(b"event: load\n"))
        self.request("b", 0.5)
        events = stream.events().decode()
        self.assertTrue(events.startswith("event: skills\n"), events)
        self.assertEqual(["b"], list(json.loads(events.split("data: ")[1].split("\n")[0])["classes"]))


class NamesTest(unittest.TestCase):
    def test_names_are_percent_encoded(self):
        self.assertEqual("café", class_name("caf%C3%A9"))
        self.assertIsNone(class_name("%C3"))
        self.assertIsNone(class_name("x" * 513))

    def test_hosts_of_this_machine(self):
        for host in ("localhost", "localhost:80", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:80"):
            self.assertTrue(is_loopback_host(host), host)
        for host in ("", "evil.example", "10.0.0.1:80", "localhost.evil.example"):
            self.assertFalse(is_loopback_host(host), host)


class WsgiTest(unittest.TestCase):
    def call(self, middleware, path="/", method="GET", **environ):
        said = {}

        def start(status, headers, exc_info=None):
            said.update(status=int(status.split()[0]), headers=dict(headers))

        values = {"PATH_INFO": path, "REQUEST_METHOD": method, "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost"}
        values.update(environ)
        body = middleware(values, start)
        said["body"] = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        return said

    def setUp(self):
        self.broken = False
        self.worker = ResumeMiddleware(self.application)

    def application(self, environ, start_response):
        if self.broken:
            raise ValueError("broken")
        environ["resumelb.miss"] = 0.0105
        start_response("200 OK", [("Resumelb-Report", "forged")])
        return [b"page"]

    def resume(self, worker=None, **environ):
        return json.loads(self.call(worker or self.worker, "/.resumelb/resume", **environ)["body"])

    def test_only_requests_of_load_balancers_are_recorded(self):
        self.assertNotIn("Resumelb-Report", {k: v for k, v in self.call(self.worker)["headers"].items() if v != "forged"})
        answer = self.call(self.worker, HTTP_RESUMELB_CLASS="site1.example", HTTP_RESUMELB_CLASSIFIER="c1")
        self.assertRegex(answer["headers"]["Resumelb-Report"], r"^in-flight=1, service-ms=[0-9.]+, miss-ms=10\.500$")
        resume = self.resume()
        self.assertEqual((1, "c1", 0), (resume["generation"], resume["classifier"], resume["inFlight"]))
        self.assertEqual(1, resume["classes"]["site1.example"]["requests"])

    def test_an_exception_leaves_nothing_behind(self):
        self.broken = True
        with self.assertRaises(ValueError):
            self.call(self.worker, HTTP_RESUMELB_CLASS="a")
        self.assertEqual((0, {}), (self.resume()["inFlight"], self.resume()["classes"]))

    def test_without_a_token_only_this_machine_is_answered(self):
        for environ in (
            {"REMOTE_ADDR": "10.0.0.1"},
            {"HTTP_HOST": "evil.example"},
            {"HTTP_X_FORWARDED_FOR": "10.0.0.1"},
            {"HTTP_RESUMELB_CLASS": "a"},
        ):
            self.assertEqual(403, self.call(self.worker, "/.resumelb/resume", **environ)["status"], environ)
        self.assertEqual(403, self.call(self.worker, "/.resumelb/resume", "DELETE")["status"])

    def test_with_a_token_whoever_shows_it_is_answered(self):
        worker = ResumeMiddleware(self.application, token="s3cret")
        path = "/.resumelb/resume"
        self.assertEqual(401, self.call(worker, path)["status"])
        self.assertEqual(401, self.call(worker, path, HTTP_AUTHORIZATION="Bearer s3cre")["status"])
        shown = {"HTTP_AUTHORIZATION": "Bearer s3cret", "REMOTE_ADDR": "10.0.0.1"}
        self.assertEqual(200, self.call(worker, path, **shown)["status"])
        self.call(worker, HTTP_RESUMELB_CLASS="a")
        self.call(worker, HTTP_RESUMELB_CLASS="b")
        self.assertEqual(204, self.call(worker, path, "DELETE", QUERY_STRING="class=a", **shown)["status"])
        self.assertEqual(["b"], list(self.resume(worker, **shown)["classes"]))

    def test_nothing_else_below_the_path_reaches_the_application(self):
        self.assertEqual(404, self.call(self.worker, "/.resumelb/other")["status"])
        self.assertEqual(405, self.call(self.worker, "/.resumelb/resume", "POST")["status"])


class AsgiTest(unittest.TestCase):
    def call(self, path, headers=(), until=lambda sent: False):
        async def application(scope, receive, send):
            scope["resumelb.miss"] = 0.002
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"page"})

        async def run():
            sent = []
            left = asyncio.Event()

            async def receive():
                await left.wait()
                return {"type": "http.disconnect"}

            async def send(message):
                sent.append(message)
                if until(sent):
                    left.set()

            scope = {"type": "http", "method": "GET", "path": path, "client": ("127.0.0.1", 1)}
            scope["headers"] = [(b"host", b"localhost"), *headers]
            self.worker.application = application
            await self.worker(scope, receive, send)
            return sent

        return asyncio.run(run())

    def setUp(self):
        self.worker = AsyncResumeMiddleware(None)

    def test_a_request_is_recorded_and_reported(self):
        sent = self.call("/", [(b"resumelb-class", b"a")])
        self.assertRegex(dict(sent[0]["headers"])[b"resumelb-report"], rb"^in-flight=1, .*, miss-ms=2\.000$")
        self.assertEqual(1, json.loads(self.call("/.resumelb/resume")[1]["body"])["classes"]["a"]["requests"])

    def test_a_stream_lasts_until_the_load_balancer_leaves(self):
        accept = [(b"accept", b"text/event-stream")]
        sent = self.call("/.resumelb/resume", accept, until=lambda sent: len(sent) == 3)
        self.assertEqual(3, len(sent))
        self.assertTrue(sent[1]["body"].startswith(b"event: resume\n"))
        self.assertTrue(sent[2]["body"].startswith(b"event: load\n"))


if __name__ == "__main__":
    unittest.main()
