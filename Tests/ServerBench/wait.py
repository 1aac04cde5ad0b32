"""Holds long waits on a server: wait.py BINARY EVIDENCE STORE KEY COUNT.

The sessions stay running because this process holds their claims, as a worker would: a lock on a
byte of the file STORE.owners (see OwnerLock), and a lease that ends later. Prints the most memory
that the server took; fails above 1 GiB, and where a wait is answered with anything but 200.
"""

import asyncio
import fcntl
import re
import sqlite3
import struct
import subprocess
import sys
import time

OWNER = 4711
SET_LOCK = 37  # F_OFD_SETLK


def claim(store):
    file = open(store + ".owners", "r+b")
    lock = struct.pack("hhxxxxqqixxxx", fcntl.F_WRLCK, 0, OWNER, 1, 0)
    fcntl.fcntl(file, SET_LOCK, lock)
    database = sqlite3.connect(store)
    database.execute("UPDATE session SET status = 'running'")
    database.execute("DELETE FROM message WHERE position = 1")
    database.execute(
        "UPDATE turn SET state = 'claimed', owner = ?, leaseEnd = ?",
        (OWNER, int(time.time() * 1000) + 3_600_000),
    )
    database.commit()
    return file, [row[0] for row in database.execute("SELECT id FROM session")]


def memory(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024


async def wait(host, port, key, count, pid, sessions):
    before = memory(pid)
    gate = asyncio.Semaphore(200)
    held = []

    async def hold(number):
        async with gate:
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(
                f"GET /v1/sessions/{sessions[number % len(sessions)]} HTTP/1.1\r\n"
                f"Host: {host}\r\nAuthorization: Bearer {key}\r\nPrefer: wait=60\r\n\r\n".encode()
            )
            await writer.drain()
        held.append(writer)
        return await reader.readline()

    tasks = [asyncio.ensure_future(hold(number)) for number in range(count)]
    peak = most = 0
    while not all(task.done() for task in tasks):
        peak = max(peak, memory(pid))
        most = max(most, len(held) - sum(task.done() for task in tasks))
        await asyncio.sleep(0.25)
    answers = {task.result() for task in tasks}
    print(f"waiting clients          {most:9} at once   {before:.0f} MiB before, {peak:.0f} MiB at most")
    assert answers == {b"HTTP/1.1 200 OK\r\n"}, answers
    assert most == count, "not all waited at once"
    assert peak < 1024, "more than 1 GiB"


def main(binary, evidence, store, key, count):
    server = subprocess.Popen(
        [binary, "serve", evidence, "--store", store, "--listen", "127.0.0.1:0"],
        stderr=subprocess.PIPE, text=True)
    try:
        for line in server.stderr:
            found = re.match(r"listening on http://(.*):(\d+)$", line)
            if found:
                break
        _lock, sessions = claim(store)
        asyncio.run(wait(found[1], int(found[2]), key, int(count), server.pid, sessions))
    finally:
        server.terminate()
        server.wait()


main(*sys.argv[1:])
