"""Fills a store with answered sessions of the organisation 'default': fill.py STORE COUNT."""

import random
import sqlite3
import sys
import uuid

ANSWER = "## Answer\n\n" + "The disk of **payments** filled up, then checkout failed [1].\n" * 30
BEGIN = 1_760_000_000_000


def main(path, count):
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA synchronous = OFF")
    source = random.Random(count)

    def identifier():
        return str(uuid.UUID(int=source.getrandbits(128), version=4))

    for start in range(0, count, 10_000):
        sessions, messages, turns = [], [], []
        for number in range(start, min(start + 10_000, count)):
            session, answer, time = identifier(), identifier(), BEGIN + number * 1000
            title = f"why did checkout fail? ({number})"
            sessions.append(
                (session, number + 1, "default", "filler", f"fill-{number}", "idle", title, title,
                 time, time)
            )
            messages.append((session, 0, identifier(), "user", title, time))
            messages.append((session, 1, answer, "assistant", ANSWER, time))
            turns.append((session, 1, answer, "auto", "answered", time))
        database.execute("BEGIN")
        database.executemany(
            "INSERT INTO session (id, number, organization, user, idempotencyKey, status, title,"
            " input, createdAt, updatedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            sessions,
        )
        database.executemany(
            "INSERT INTO message (session, position, id, role, content, createdAt)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            messages,
        )
        database.executemany(
            "INSERT INTO turn (session, number, answerID, thinkingMode, state, createdAt)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            turns,
        )
        database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


main(sys.argv[1], int(sys.argv[2]))
