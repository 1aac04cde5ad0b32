"""Holds long waits: wait.py HOST PORT KEY COUNT PID SESSION…; prints the server's memory in MiB."""

import asyncio
import sys


def memory(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024


async def main(host, port, key, count, pid, sessions):
    before = memory(pid)
    connections = []
    gate = asyncio.Semaphore(200)

    async def hold(number):
        async with gate:
            reader, writer = await asyncio.open_connection(host, port)
        session = sessions[number % len(sessions)]
        writer.write(
            f"GET /v1/sessions/{session} HTTP/1.1\r\nHost: {host}\r\n"
            f"Authorization: Bearer {key}\r\nPrefer: wait=60\r\n\r\n".encode()
        )
        await writer.drain()
        connections.append(writer)
        return await reader.readline()

    tasks = [asyncio.ensure_future(hold(number)) for number in range(count)]
    peak = 0
    while not all(task.done() for task in tasks):
        peak = max(peak, memory(pid))
        await asyncio.sleep(0.5)
    lines = {task.result() for task in tasks}
    print(f"waiting clients          {count:9}   {before:.0f} MiB before, {peak:.0f} MiB at most")
    assert lines == {b"HTTP/1.1 200 OK\r\n"}, lines
    assert peak < 1024, "more than 1 GiB"


arguments = sys.argv[1:]
asyncio.run(
    main(arguments[0], int(arguments[1]), arguments[2], int(arguments[3]), int(arguments[4]),
         arguments[5:])
)
