"""Measures a server whose engine works at its limit: busy.py BINARY FOLDER.

Five turns on 1 GB of logs and five inputs of 1 MiB, of two organisations, at once. Meanwhile /healthz
and a session are asked for again and again. Then 400 sessions with inputs of 1 MB: the memory that
six clients take which ask for the whole list and never read, and a get beside them. Fails where p99
is above 50 ms, memory above 200 MiB, or a get beside the list above 100 ms.
"""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time

binary, folder = sys.argv[1:]
evidence, store = folder + "/busy", folder + "/busy.sqlite"
LOG = 1_000_000_000


def write_logs():
    os.makedirs(evidence)
    line = "2026-01-31T%02d:%02d:%02dZ INFO request %d of user %d served in %d ms from cache\n"
    block = "".join(
        line % (10 + s // 3600, s // 60 % 60, s % 60, s, s % 97, s % 31) for s in range(7200)
    )
    for number in range(10):
        with open(f"{evidence}/service{number}.log", "w") as file:
            for _ in range(LOG // 10 // len(block)):
                file.write(block)


def key(role, organization):
    words = ["keys", "create", "--name", role, "--role", role, "--org", organization]
    return subprocess.run(
        [binary, *words, "--store", store], capture_output=True, text=True, check=True
    ).stdout.strip()


def serve(*options):
    server = subprocess.Popen(
        [binary, "serve", evidence, "--store", store, "--listen", "127.0.0.1:0", *options],
        stderr=subprocess.PIPE, text=True,
    )
    while True:
        found = re.search(r"listening on http://127\.0\.0\.1:(\d+)", server.stderr.readline())
        if found:
            threading.Thread(target=server.stderr.read, daemon=True).start()
            return server, int(found[1])


def memory(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024


class Caller:
    def __init__(self, port, secret):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.head = {"Authorization": "Bearer " + secret, "Content-Type": "application/json"}

    def call(self, path, body=None):
        self.connection.request(
            "POST" if body else "GET", path, json.dumps(body) if body else None, self.head)
        answer = self.connection.getresponse()
        return answer.status, json.loads(answer.read() or b"null")


def percentiles(times):
    times.sort()
    return times[len(times) // 2], times[min(len(times) - 1, int(len(times) * 0.99))], times[-1]


failures = 0


def check(what, value, unit, limit):
    global failures
    failures += value > limit
    print(f"{what:<44} {value:8.1f} {unit} (at most {limit})")


def busy():
    write_logs()
    keys = [key("member", "one"), key("member", "two")]
    server, port = serve()
    callers = [Caller(port, secret) for secret in keys]
    word = "was it fine until 10:05 or 11:00 on checkout? "
    sessions = []
    for number in range(5):
        for caller, text in zip(callers, ["why did it fail?", (word * 30_000)[: 1_048_000]]):
            status, session = caller.call(
                "/v1/sessions", {"input": text, "idempotency_key": str(number)})
            assert status == 201, session
            sessions.append((caller, session["id"]))
    begin = time.monotonic()
    prober = Caller(port, keys[0])
    times = {"/healthz": [], f"/v1/sessions/{sessions[0][1]}": []}
    done = threading.Event()

    def wait():
        waiters = [Caller(port, secret) for secret in keys]
        for number, (_, session) in enumerate(sessions):
            while True:
                _, answer = waiters[number % 2].call("/v1/sessions/" + session)
                if not answer["status"].endswith("running"):
                    assert answer["status"] == "idle", answer["messages"][-1]
                    break
                time.sleep(0.2)
        done.set()

    threading.Thread(target=wait).start()
    while not done.is_set():
        for path, list_of in times.items():
            start = time.perf_counter()
            status, _ = prober.call(path)
            list_of.append((time.perf_counter() - start) * 1000)
            assert status == 200
        time.sleep(0.005)
    print(f"ten turns took {time.monotonic() - begin:.1f} s")
    for path, list_of in times.items():
        name = "get a session" if "sessions" in path else path
        p50, p99, worst = percentiles(list_of)
        check(f"p99 of {name} meanwhile ({len(list_of)} calls)", p99, "ms", 50)
        print(f"{'':<44} p50 {p50:.2f}, worst {worst:.1f} ms")
    server.terminate()
    server.wait()


def lists():
    admin = key("admin", "three")
    server, port = serve("--max-running", "1000")
    caller = Caller(port, admin)
    for number in range(400):
        status, session = caller.call(
            "/v1/sessions",
            {"input": "why? " + "x" * 1_000_000, "idempotency_key": f"l{number}"})
        assert status == 201, session
    clients = []
    for _ in range(6):
        client = socket.create_connection(("127.0.0.1", port))
        client.sendall(
            f"GET /v1/sessions HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {admin}\r\n\r\n".encode())
        clients.append(client)
    most, times = 0.0, []
    end = time.monotonic() + 5
    while time.monotonic() < end:
        most = max(most, memory(server.pid))
        start = time.perf_counter()
        caller.call(f"/v1/sessions/{session['id']}")
        times.append((time.perf_counter() - start) * 1000)
        time.sleep(0.02)
    check("memory with six lists that nobody reads", most, "MiB", 200)
    check("p99 of a get of 1 MB beside them", percentiles(times)[1], "ms", 100)
    server.terminate()
    server.wait()


busy()
lists()
sys.exit(failures > 0)
