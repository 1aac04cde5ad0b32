"""The same "get a session" by FastAPI on the same SQLite store: uvicorn rival:app."""

import hashlib
import os
import sqlite3
from datetime import datetime, timezone

from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel

app = FastAPI()
database = sqlite3.connect(os.environ["RIVAL_STORE"], check_same_thread=False)


class Message(BaseModel):
    id: str
    role: str
    markdown_content: str
    created_at: str


class Session(BaseModel):
    id: str
    status: str
    title: str | None
    input: str
    created_at: str
    updated_at: str | None
    messages: list[Message] | None
    progress: None = None


def time(milliseconds):
    moment = datetime.fromtimestamp(milliseconds / 1000, timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


async def organization(authorization: str = Header()):
    digest = hashlib.sha256(authorization.removeprefix("Bearer ").encode()).digest()
    selector = int.from_bytes(digest[:8], "big", signed=True)
    row = database.execute(
        "SELECT organization, hash FROM apiKey WHERE selector = ? AND revokedAt IS NULL", (selector,)
    ).fetchone()
    if row is None or row[1] != digest:
        raise HTTPException(401)
    return row[0]


@app.get("/v1/sessions/{session_id}")
async def get(session_id: str, organization: str = Depends(organization)) -> Session:
    row = database.execute(
        "SELECT id, status, title, input, createdAt, updatedAt FROM session"
        " WHERE id = ? AND organization = ?",
        (session_id, organization),
    ).fetchone()
    if row is None:
        raise HTTPException(404)
    messages = database.execute(
        "SELECT id, role, content, createdAt FROM message WHERE session = ? ORDER BY position",
        (session_id,),
    ).fetchall()
    return Session(
        id=row[0], status=row[1], title=row[2], input=row[3], created_at=time(row[4]),
        updated_at=time(row[5]),
        messages=[
            Message(id=m[0], role=m[1], markdown_content=m[2], created_at=time(m[3]))
            for m in messages
        ],
    )
