import GRDB

/// The tables of a session store.
///
/// Times are milliseconds since 1970.
enum SessionSchema {
  /// The steps from an empty file to the newest schema; a step that was released is never changed.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: sessions, messages, turns, evidence") { database in
      try database.execute(
        sql: """
          CREATE TABLE session (
            id TEXT PRIMARY KEY, organization TEXT NOT NULL, user TEXT NOT NULL,
            idempotencyKey TEXT NOT NULL, status TEXT NOT NULL, title TEXT NOT NULL,
            input TEXT NOT NULL, incidentTime INTEGER, createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            UNIQUE (organization, idempotencyKey)
          ) WITHOUT ROWID;
          CREATE INDEX sessionByAge ON session (organization, createdAt DESC, id);
          CREATE INDEX sessionRunning ON session (organization)
            WHERE status IN ('running', 'follow_up_running');

          -- How many sessions an organisation has: counting them would take longer with each.
          CREATE TABLE sessionCount (
            organization TEXT PRIMARY KEY, total INTEGER NOT NULL
          ) WITHOUT ROWID;
          CREATE TRIGGER countSession AFTER INSERT ON session BEGIN
            INSERT INTO sessionCount VALUES (NEW.organization, 1)
              ON CONFLICT (organization) DO UPDATE SET total = total + 1;
          END;

          CREATE TABLE message (
            session TEXT NOT NULL REFERENCES session (id), position INTEGER NOT NULL,
            id TEXT NOT NULL UNIQUE, role TEXT NOT NULL, content TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (session, position)
          ) WITHOUT ROWID;

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
          CREATE INDEX turnOpen ON turn (createdAt) WHERE state IN ('waiting', 'claimed');

          CREATE TABLE evidence (
            session TEXT NOT NULL REFERENCES session (id), position INTEGER NOT NULL,
            path TEXT NOT NULL, purpose TEXT NOT NULL,
            PRIMARY KEY (session, position)
          ) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("2: keys") { database in
      try database.execute(
        sql: """
          CREATE TABLE apiKey (
            id TEXT PRIMARY KEY, organization TEXT NOT NULL, user TEXT NOT NULL,
            role TEXT NOT NULL,
            -- The first 8 bytes of the hash, which is all that an index ever compares.
            selector INTEGER NOT NULL,
            hash BLOB NOT NULL, createdAt INTEGER NOT NULL, lastUsedAt INTEGER, revokedAt INTEGER
          ) WITHOUT ROWID;
          CREATE INDEX apiKeyBySelector ON apiKey (selector);
          CREATE TABLE disabledOrganization (
            name TEXT PRIMARY KEY, disabledAt INTEGER NOT NULL
          ) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("3: numbered sessions") { database in
      try database.execute(
        sql: """
          -- A session's place among its organisation's, oldest first, from 1. With it a far page
          -- takes no longer to find than a near one, and the newest tells how many there are.
          ALTER TABLE session ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
          UPDATE session SET number = ranked.number FROM (
            SELECT id, row_number() OVER
              (PARTITION BY organization ORDER BY createdAt, id DESC) AS number
            FROM session) AS ranked
            WHERE ranked.id = session.id;
          CREATE UNIQUE INDEX sessionByNumber ON session (organization, number);
          -- A process that opened the store before this step knows of no numbers.
          CREATE TRIGGER sessionNumbered BEFORE INSERT ON session WHEN NEW.number < 1 BEGIN
            SELECT RAISE(ABORT, 'this process is older than its store: start it again');
          END;
          DROP TRIGGER countSession;
          DROP TABLE sessionCount;
          """)
    }
    migrator.registerMigration("4: turns by organisation, a beat") { database in
      try database.execute(
        sql: """
          -- Whose turn it is stands beside it, so that organisations are served in turn without a
          -- look at the sessions. Turns that have ended are never claimed and stay as they are.
          ALTER TABLE turn ADD COLUMN organization TEXT NOT NULL DEFAULT '';
          UPDATE turn SET organization =
            (SELECT session.organization FROM session WHERE session.id = turn.session)
            WHERE state IN ('waiting', 'claimed');
          CREATE INDEX turnWaiting ON turn (organization, createdAt) WHERE state = 'waiting';
          CREATE INDEX turnClaimed ON turn (organization) WHERE state = 'claimed';
          -- A process that opened the store before this step does not fill the column.
          CREATE TRIGGER turnBelongs AFTER INSERT ON turn
            WHEN NEW.organization = '' AND NEW.state IN ('waiting', 'claimed') BEGIN
            UPDATE turn SET organization =
              (SELECT session.organization FROM session WHERE session.id = NEW.session)
              WHERE session = NEW.session AND number = NEW.number;
          END;

          -- One row that is written to find out whether the store can be.
          CREATE TABLE beat (id INTEGER PRIMARY KEY CHECK (id = 1), time INTEGER NOT NULL);
          INSERT INTO beat VALUES (1, 0);
          """)
    }
    migrator.registerMigration("5: engine ends") { database in
      try database.execute(
        sql: """
          -- How often the engine's process ended while the turn ran in it, with others or alone.
          ALTER TABLE turn ADD COLUMN endsShared INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE turn ADD COLUMN endsAlone INTEGER NOT NULL DEFAULT 0;
          """)
    }
    migrator.registerMigration("6: reports") { database in
      try database.execute(
        sql: """
          -- What an answer says, as JSON. It stands with the message and not with the turn, for the
          -- two are read, counted and deleted together; and behind all of the message's columns, so
          -- that who wants the message alone reads none of its pages. Text, whose length SQLite
          -- knows only when it has read all of it, as the search for damage wants.
          ALTER TABLE message ADD COLUMN report TEXT;
          """)
    }
    migrator.registerMigration("7: alerts") { database in
      try database.execute(
        sql: """
          -- The newest episode of each alert, and the session that it belongs to: with it an alert is
          -- investigated once, however often it is told of. It goes with its session, also where a
          -- process deletes that which opened the store before this step.
          CREATE TABLE alert (
            organization TEXT NOT NULL, fingerprint TEXT NOT NULL, startedAt INTEGER NOT NULL,
            isResolved INTEGER NOT NULL,
            session TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
            PRIMARY KEY (organization, fingerprint)
          ) WITHOUT ROWID;
          CREATE INDEX alertBySession ON alert (session);
          """)
    }
    return migrator
  }
}
