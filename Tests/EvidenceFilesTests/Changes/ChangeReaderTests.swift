import Evidence
import Testing
import Timeline

@testable import EvidenceFiles

/// Changes in all their forms, and who calls whom.
@Suite struct ChangeReaderTests {
  private static func read(_ text: String, _ name: String) -> FileEvidence {
    FileEvidence(text: Array(text.utf8), name: name)
  }

  /// Each change on a line: `10:02:11 cart release @3 1.8 to 1.9`, times in UTC.
  private static func changes(_ text: String, _ name: String = "changes.txt") -> [String] {
    read(text, name).observations.compactMap { observation in
      guard case .change(let kind) = observation.measure, let sample = observation.samples.first
      else { return nil }
      let time = sample.time.map { String($0.instant.rfc3339.dropFirst(11).prefix(8)) } ?? "-"
      return "\(time) \(observation.service) \(kind) @\(sample.line) \(sample.message)"
    }
  }

  @Test func `Tables of changes by any names of their columns`() {
    #expect(
      Self.changes(
        """
        time,service,kind,description
        2026-03-10T10:02:11Z,cart,deploy,1.8 to 1.9
        2026-03-10T10:05:00Z,web,feature flag,"dark mode, for all"
        2026-03-10T10:06:00Z,db,scale,3 to 5 replicas

        """) == [
          "10:02:11 cart release @2 1.8 to 1.9",
          "10:05:00 web configuration-change @3 dark mode, for all",
          "10:06:00 db scaling @4 3 to 5 replicas",
        ])
    #expect(
      Self.changes("when;component;action;title\n2026-03-10 10:02:11;cart;restart;by hand\n")
        == ["10:02:11 cart restart @2 by hand"])
    #expect(
      Self.changes(
        "time,actor,host,change\n2026-03-10T10:02:11Z,mara,db-1,timer of the cleaning disabled\n")
        == ["10:02:11 db-1 configuration-change @2 timer of the cleaning disabled"])
    #expect(
      Self.changes(
        """
        at;what;component;by
        2026-03-10 10:02:11Z;release 88.1;shop-web;pipeline
        2026-03-10 12:00:00Z;cron nightly-costing start;batch01;cron

        """) == [
          "10:02:11 shop-web release @2 release 88.1",
          "12:00:00 batch01 job-run @3 cron nightly-costing start",
        ])
    // A log with such columns is none.
    #expect(
      Self.changes(
        "time,service,type,message\n2026-03-10T10:02:11Z,cart,http,GET /a\n"
          + "2026-03-10T10:02:12Z,cart,http,GET /b\n"
      ).isEmpty)
  }

  @Test func `A change board's records go by their numbers, notes and pushes by what they say`() {
    #expect(
      Self.changes(
        """
        change_id,at,team,system,summary
        FW-2217,2026-01-22T13:06:10Z,network,core-fw,"VLAN 32 may reach udp/53 only"

        """) == [
          "13:06:10 core-fw configuration-change @2 "
            + "FW-2217,2026-01-22T13:06:10Z,network,core-fw,\"VLAN 32 may reach udp/53 only\""
        ])
    let notes = Self.changes(
      """
      [{"at":"2026-05-11T09:05:00Z","what":"maxReplicas 12 -> 30","by":"hana"},
       {"pushed":"2026-05-11T09:15:00Z","hosts":["edge-2"],"diff":["- keepalive 128;"],"by":"lars"}]
      """)
    #expect(notes.count == 2)
    #expect(notes.first?.hasPrefix("09:05:00 changes configuration-change @1 maxReplicas") == true)
    #expect(notes.last?.hasPrefix("09:15:00 edge-2 configuration-change @2") == true)
    // Entries of a log have words too.
    #expect(
      Self.changes(
        "[{\"at\":\"2026-05-11T09:05:00Z\",\"level\":\"info\",\"what\":\"served\",\"by\":\"web\"}]"
      ).isEmpty)
  }

  @Test func `Audits of flags are changes, each with its whole row`() {
    #expect(
      Self.changes(
        """
        at,flag,env,from,to,actor
        2026-03-10T10:02:11Z,levy-2027,prod,off,100%,osman

        """) == [
          "10:02:11 changes configuration-change @2 "
            + "2026-03-10T10:02:11Z,levy-2027,prod,off,100%,osman"
        ])
    // Numbers with a key are no switches.
    #expect(
      Self.changes("time,key,value\n2026-03-10T10:02:11Z,queue,31\n").isEmpty)
  }

  @Test func `A git log with abbreviated hashes is one`() {
    #expect(
      Self.changes(
        """
        commit 77b0c1e (HEAD -> main)
        Author: Jo Brede <jo@example.org>
        Date:   Tue Mar 10 10:02:11 2026 +0000

            resolver: forward to the new one

        """) == ["10:02:11 resolver commit @5 resolver: forward to the new one"])
  }

  @Test func `A list of changes as people keep it tells what was changed, to what and by whom`() {
    #expect(
      Self.changes(
        """
        # the last deploys, newest last
        2026-03-09 10:11:02  receipts   1.20.0   ok   anouk
        2026-03-10 10:02:11  cart       1.9.0    ok   mara    faster totals
        2026-03-10 10:40:00  site       88       ok   mara

        """) == [
          "10:11:02 receipts release @2 1.20.0   ok   anouk",
          "10:02:11 cart release @3 1.9.0    ok   mara    faster totals",
          "10:40:00 site release @4 88       ok   mara",
        ])
    #expect(
      Self.changes(
        """
        2026-03-10T09:58:41Z  deploy  assets 311                             by=ci
        2026-03-10T10:02:12Z  scale   grader replicas 4 -> 40 (backlog)      by=lotte
        2026-03-10T10:31:06Z  identity 1.21.4 -> 1.22.0 rollout by release-bot

        """) == [
          "09:58:41 assets release @1 311", "10:02:12 grader scaling @2 replicas 4 -> 40 (backlog)",
          "10:31:06 identity release @3 1.21.4 -> 1.22.0 rollout by release-bot",
        ])
    let parts = Self.read(
      "2026-03-10 10:31:06  identity 1.21.4 -> 1.22.0  ok  tove\n", "a.txt"
    ).observations[0].traits.map { "\($0.name) \($0.value)" }
    #expect(parts.contains("from 1.21.4") && parts.contains("version 1.22.0"))
    #expect(parts.contains("by tove"))
    // Logs have times, names and numbers too.
    for log in [
      "2026-03-10T10:02:11Z web 1.2.3 alive\n2026-03-10T10:02:21Z web 1.2.3 alive\n"
        + "2026-03-10T10:02:31Z web 1.2.3 alive\n",
      "2026-03-10T10:02:11Z cart order 311 paid\n2026-03-10T10:02:21Z cart order 312 paid\n",
      "2026-03-10T10:02:11Z db1 postgres[311]: ready\n", "2026-03-10T10:02:11Z INFO 1.2.3 ready\n",
      "2026-03-10 10:02:11 web 203.0.113.7 GET /\n2026-03-10 10:02:12 web 203.0.113.8 GET /a\n",
      "2026-03-10 10:02:11 batch 311 rows\n2026-03-10 10:02:12 batch 312 rows\n",
    ] {
      #expect(Self.changes(log).isEmpty, "\(log)")
    }
  }

  @Test func `A job lasts from its beginning to its end`() {
    let evidence = Self.read(
      """
      job,host,started,ended,state
      backfill,db-1,2025-10-08 04:02:11,2025-10-08 07:11:40,ok
      warm,db-2,2025-10-08 04:05:00,,running

      """, "jobs.csv")
    let jobs = evidence.observations.filter { $0.measure == .change(kind: "job-run") }
    #expect(jobs.map(\.service) == ["backfill"])
    #expect(jobs.first?.window.map { "\($0.length)" } == "\((3 * 3600 + 9 * 60 + 29) * 1000)")
  }

  @Test func `A list of deployments tells when each began, in words or without`() {
    #expect(
      Self.changes(
        """
        [{"app":"calc","revision":"c84d9aa","deployedAt":"2026-03-10T09:12:36Z","author":"b",
          "message":"right-size limits"},
         {"service":"list","from_version":"2.22.3","to_version":"2.23.0",
          "finished_at":"2026-03-10T09:42:30Z","started_at":"2026-03-10T09:41:20Z","by":"l"}]
        """, "history.json"
      ).map { String($0.prefix(21)) } == ["09:12:36 calc release", "09:41:20 list release"])
  }

  @Test func `A flag that goes by its name is a change`() {
    #expect(
      Self.changes(
        """
        {"date":"2026-03-10T07:31:08Z","kind":"flag","name":"otp-sms","member":"a","action":"update"}
        {"date":"2026-03-10T08:20:45Z","kind":"flag","name":"otp-sms","member":"h","action":"update"}

        """, "flags.jsonl"
      ).map { String($0.prefix(35)) } == [
        "07:31:08 flags configuration-change", "08:20:45 flags configuration-change",
      ])
  }

  @Test func `Who did what to what is a change, whatever it is called`() {
    #expect(
      Self.changes(
        """
        {"at":"2026-03-10T10:02:11Z","actor":"ines","flag":"new_cart","action":"enable 100%"}
        {"at":"2026-03-10T10:09:00Z","actor":"ines","flag":"new_cart","action":"disable"}

        """, "flags.jsonl"
      ).map { String($0.prefix(45)) } == [
        #"10:02:11 flags configuration-change @1 {"at":"#,
        #"10:09:00 flags configuration-change @2 {"at":"#,
      ])
    // A log's entry that names its user has words of its own.
    #expect(
      Self.changes(
        """
        {"ts":"2026-03-10T10:02:11Z","user":"ines","key":"a","action":"load","msg":"cart loaded"}
        {"ts":"2026-03-10T10:02:12Z","user":"tomas","key":"b","action":"load","msg":"cart loaded"}

        """, "cart.jsonl"
      ).isEmpty)
  }

  @Test func `Which version of what was deployed is a release`() {
    #expect(
      Self.changes("when,service,version,by\n2026-03-10T10:02:11Z,cart,1.9,ines\n")
        == ["10:02:11 cart release @2 1.9"])
    #expect(
      Self.changes(
        #"{"deployments":[{"id":4,"service":"cart","version":"1.9","startedAt":"2026-03-10T10:02:11Z"}]}"#
          + "\n") == ["10:02:11 cart release @1 1.9"])
  }

  @Test func `Of an audit log of a cloud what only looked is left out`() {
    let log = """
      [
        {
          "eventTimestamp": "2026-03-10T10:01:00Z",
          "operationName": {"value": "Acme.Storage/accounts/read"},
          "caller": "scan", "resourceId": "/groups/shop/accounts/stcart"
        },
        {
          "eventTimestamp": "2026-03-10T10:02:11Z",
          "operationName": {"value": "Acme.Storage/accounts/regenerateKey/action"},
          "caller": "ines@shop.example", "resourceId": "/groups/shop/accounts/stcart"
        }
      ]

      """
    #expect(
      Self.changes(log, "activity.json") == [
        "10:02:11 stcart configuration-change @7 Acme.Storage/accounts/regenerateKey/action"
      ])
  }

  @Test func `Revisions of helm are releases, and the values in which they differ are changes`() {
    let told = Self.changes(
      """
      $ helm -n shop history cart
      REVISION UPDATED                  STATUS     CHART      APP VERSION DESCRIPTION
      41       Mon Mar  9 09:00:00 2026 superseded cart-4.1.0 7.1.0       Upgrade complete
      42       Tue Mar 10 10:02:11 2026 deployed   cart-4.2.0 7.1.1       Upgrade complete
      $ helm -n shop get values cart --revision 41
      USER-SUPPLIED VALUES:
      resources:
        limits:
          cpu: 2500m
      replicas: 3
      $ helm -n shop get values cart --revision 42
      USER-SUPPLIED VALUES:
      resources:
        limits:
          cpu: 250m
      replicas: 3

      """, "helm.txt")
    #expect(
      told == [
        "09:00:00 cart release @3 superseded cart-4.1.0 7.1.0       Upgrade complete",
        "10:02:11 cart release @4 deployed   cart-4.2.0 7.1.1       Upgrade complete",
        "10:02:11 cart configuration-change @15 cpu: 250m",
      ])
  }

  @Test func `Columns of helm stand between tabs as well, as it prints them`() {
    let told = Self.changes(
      """
      REVISION\tUPDATED                 \tSTATUS    \tCHART     \tAPP VERSION\tDESCRIPTION
      41      \tMon Mar  9 09:00:00 2026\tsuperseded\tcart-4.1.0\t7.1.0      \tInstall complete
      42      \tTue Mar 10 10:02:11 2026\tdeployed  \tcart-4.2.0\t7.1.1      \tUpgrade complete

      """, "helm.txt")
    #expect(told.count == 2)
    #expect(told.first?.hasPrefix("09:00:00 cart release @2 superseded") == true, "\(told)")
    #expect(told.last?.hasPrefix("10:02:11 cart release @3 deployed") == true, "\(told)")
  }

  @Test func `Changes as JSON: an object a line, a list, a wrapper`() {
    let first =
      #"{"time":"2026-03-10T10:02:11Z","service":"cart","kind":"deploy","description":"1.8 to 1.9"}"#
    let second = #"{"timestamp":1773137100,"app":"web","event":"config_change","version":"v7"}"#
    let told = ["cart release", "web configuration-change"]
    #expect(
      Self.changes(first + "\n" + second + "\n") == [
        "10:02:11 \(told[0]) @1 1.8 to 1.9", "10:05:00 \(told[1]) @2 v7",
      ])
    #expect(
      Self.changes("[\(first),\n\(second)]\n") == [
        "10:02:11 \(told[0]) @1 1.8 to 1.9", "10:05:00 \(told[1]) @2 v7",
      ])
    #expect(
      Self.changes("{\n\"changes\": [\n\(first),\n\(second)\n]}\n") == [
        "10:02:11 \(told[0]) @3 1.8 to 1.9", "10:05:00 \(told[1]) @4 v7",
      ])
    // Entries of a log are none, whatever they call their kind.
    let entry =
      #"{"time":"2026-03-10T10:02:11Z","service":"cart","type":"http","message":"GET /a"}"#
    #expect(Self.changes(entry + "\n" + entry + "\n").isEmpty)
    #expect(Self.read(entry + "\n" + entry + "\n", "a.json").templates == ["GET /a"])
  }

  @Test func `Commits with their subjects, and the part of the code that they touch`() {
    #expect(
      Self.changes(
        """
        commit 8f14e45fceea167a5a36dedd4bea2543d2b2a1c0 (HEAD -> main)
        Merge: 1111111 2222222
        Author: Ada <ada@example.org>
        Date:   Tue Mar 10 11:02:11 2026 +0100

            cart: raise the pool to 40

            It was too small.

        commit 0cc175b9c0f1b6a831c399e269772661aabbccdd
        Author: Ben <ben@example.org>
        Date:   2026-03-10 09:00:00 -0130

            fix(web): close the stream

        commit 92eb5ffee6ae2fec3ad71c777531578f00112233
        Author: Ben <ben@example.org>
        Date:   Tue, 10 Mar 2026 08:00:00 +0000

            Use the new driver

         services/orders/go.mod | 2 +-
         services/orders/db.go  | 9 +++++----
         docs/a.md              | 1 +
         3 files changed, 7 insertions(+), 5 deletions(-)

        """) == [
          "10:02:11 cart commit @6 cart: raise the pool to 40",
          "10:30:00 web commit @14 fix(web): close the stream",
          "08:00:00 orders commit @20 Use the new driver",
        ])
  }

  @Test(arguments: [
    "8f14e45 2026-03-10 10:02:11 +0000 cart: raise the pool",
    "8f14e45 2026-03-10T12:02:11+02:00 cart: raise the pool",
    "8f14e45 (HEAD -> main, tag: v1.9) 2026-03-10 11:02:11 +0100 cart: raise the pool",
    "2026-03-10T10:02:11Z 8f14e45fce cart: raise the pool",
    "8f14e45 Tue Mar 10 10:02:11 2026 +0000 cart: raise the pool",
    "8f14e45 1773136931 cart: raise the pool",
  ])
  func `A commit on a line of its own with a date`(line: String) {
    let next = line.replacing("8f14e45", with: "0cc175b")
    let told = { (line: Int) in "10:02:11 cart commit @\(line) cart: raise the pool" }
    #expect(Self.changes(line + "\n" + next + "\n") == [told(1), told(2)])
  }

  @Test func `Days without a time, and statistics between the lines`() {
    #expect(
      Self.changes(
        """
        8f14e45 2026-03-10 raise the pool
         cart/pool.yaml | 2 +-
         1 file changed, 1 insertion(+), 1 deletion(-)
        0cc175b 2026-03-09 close the stream
         web/a.go | 2 +-
         1 file changed, 1 insertion(+), 1 deletion(-)

        """) == [
          "00:00:00 cart commit @1 raise the pool", "00:00:00 web commit @4 close the stream",
        ])
  }

  @Test func `A log whose lines begin with an identifier is no git log`() {
    let text = (0..<5).map { "8f14e4\($0) request took \($0) ms\n" }.joined()
    #expect(Self.changes(text).isEmpty)
    let other = (0..<5).map { "2026-03-10T10:00:0\($0)Z INFO request 8f14e45 took 3 ms\n" }.joined()
    #expect(Self.changes(other).isEmpty && !Self.read(other, "a.log").templates.isEmpty)
  }

  @Test func `What apt did is told by packages`() {
    #expect(
      Self.changes(
        """

        Start-Date: 2026-03-10  10:02:11
        Commandline: apt-get upgrade
        Upgrade: openssl:amd64 (3.0.2-1, 3.0.3-1), libssl3:amd64 (3.0.2-1, 3.0.3-1)
        Remove: telnet:amd64 (0.17-44)
        End-Date: 2026-03-10  10:02:19

        """) == [
          "10:02:11 openssl release @4 openssl:amd64 (3.0.2-1, 3.0.3-1)",
          "10:02:11 libssl3 release @4 libssl3:amd64 (3.0.2-1, 3.0.3-1)",
          "10:02:11 telnet release @5 telnet:amd64 (0.17-44)",
        ])
  }

  @Test func `Who calls whom, pods by their services, each once`() {
    let found = Self.read(
      "Source,Destination\nweb-7d9f8c6b5-x2x1z,cart\nweb,cart\ncart,cart\ncart,db\n", "calls.csv")
    let calls = found.observations.compactMap { observation -> String? in
      guard case .calls(let callee) = observation.measure else { return nil }
      return "\(observation.service) \(callee) @\(observation.samples[0].line)"
    }
    #expect(calls == ["web cart @2", "cart db @5"])
  }
}
