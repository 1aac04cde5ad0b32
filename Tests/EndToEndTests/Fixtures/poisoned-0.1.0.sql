-- The store of gumshoe 0.1.0 after `gumshoe ask 'what happened before 2020-01-01?'` ended its process.
BEGIN TRANSACTION;
CREATE TABLE apiKey (
  id TEXT PRIMARY KEY, organization TEXT NOT NULL, user TEXT NOT NULL,
  role TEXT NOT NULL,
  -- The first 8 bytes of the hash, which is all that an index ever compares.
  selector INTEGER NOT NULL,
  hash BLOB NOT NULL, createdAt INTEGER NOT NULL, lastUsedAt INTEGER, revokedAt INTEGER
) WITHOUT ROWID;
CREATE TABLE disabledOrganization (
  name TEXT PRIMARY KEY, disabledAt INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE evidence (
  session TEXT NOT NULL REFERENCES session (id), position INTEGER NOT NULL,
  path TEXT NOT NULL, purpose TEXT NOT NULL,
  PRIMARY KEY (session, position)
) WITHOUT ROWID;
INSERT INTO "evidence" VALUES('39ef179c-81e8-4c2f-bd6f-c33f1e857d43',0,'EVIDENCE','evidence');
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES('1: sessions, messages, turns, evidence');
INSERT INTO "grdb_migrations" VALUES('2: keys');
INSERT INTO "grdb_migrations" VALUES('3: numbered sessions');
CREATE TABLE message (
  session TEXT NOT NULL REFERENCES session (id), position INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE, role TEXT NOT NULL, content TEXT NOT NULL,
  createdAt INTEGER NOT NULL,
  PRIMARY KEY (session, position)
) WITHOUT ROWID;
INSERT INTO "message" VALUES('39ef179c-81e8-4c2f-bd6f-c33f1e857d43',0,'2b0550d7-c8a7-40f7-9796-3c76d3661f3e','user','what happened before 2020-01-01?',1795832415921);
CREATE TABLE session (
  id TEXT PRIMARY KEY, organization TEXT NOT NULL, user TEXT NOT NULL,
  idempotencyKey TEXT NOT NULL, status TEXT NOT NULL, title TEXT NOT NULL,
  input TEXT NOT NULL, incidentTime INTEGER, createdAt INTEGER NOT NULL,
  updatedAt INTEGER NOT NULL, number INTEGER NOT NULL DEFAULT 0,
  UNIQUE (organization, idempotencyKey)
) WITHOUT ROWID;
INSERT INTO "session" VALUES('39ef179c-81e8-4c2f-bd6f-c33f1e857d43','local','local','a8a254ae-99e8-4bc6-837c-427461da309a','running','what happened before 2020-01-01?','what happened before 2020-01-01?',NULL,1795832415921,1795832415921,1);
CREATE TABLE turn (
  session TEXT NOT NULL REFERENCES session (id), number INTEGER NOT NULL,
  answerID TEXT NOT NULL, thinkingMode TEXT NOT NULL, state TEXT NOT NULL,
  createdAt INTEGER NOT NULL,
  -- The claim: who works on the turn, until when, and the token that names the claim.
  owner INTEGER, leaseEnd INTEGER, renewedAt INTEGER, token INTEGER NOT NULL DEFAULT 0,
  worked INTEGER NOT NULL DEFAULT 0,
  step TEXT, done INTEGER, total INTEGER, progressAt INTEGER,
  memory BLOB,
  PRIMARY KEY (session, number)
) WITHOUT ROWID;
INSERT INTO "turn" VALUES('39ef179c-81e8-4c2f-bd6f-c33f1e857d43',1,'318ff167-0f90-4838-abd5-7271dd40cd17','auto','claimed',1795832415921,3560434272294527,1795832430944,1795832415944,2,0,'looking for logs',0,10,1795832415945,NULL);
CREATE INDEX sessionByAge ON session (organization, createdAt DESC, id);
CREATE INDEX sessionRunning ON session (organization)
  WHERE status IN ('running', 'follow_up_running');
CREATE INDEX turnOpen ON turn (createdAt) WHERE state IN ('waiting', 'claimed');
CREATE INDEX apiKeyBySelector ON apiKey (selector);
CREATE UNIQUE INDEX sessionByNumber ON session (organization, number);
CREATE TRIGGER sessionNumbered BEFORE INSERT ON session WHEN NEW.number < 1 BEGIN
  SELECT RAISE(ABORT, 'this process is older than its store: start it again');
END;
COMMIT;
