import Testing

@testable import Investigation

/// Who did something, as lines of logs and feeds of changes name them.
@Suite struct DoerTests {
  @Test(arguments: [
    (#"{"at": "2026-08-19T14:12:30Z", "actor": "ines.m", "flag": "cart_v2"}"#, "ines.m"),
    ("mgd[6900]: UI_COMMIT: User 'tova' requested 'commit' operation", "tova"),
    ("rule 118 deny any dmz -> 10.1.0.0/24, replaces rules 41-46 (hoang)", "hoang"),
    (
      "10:06:32 UTC [6120] psql/marek@shop LOG:  statement: SELECT pg_terminate_backend(4)", "marek"
    ),
    (
      "sudo:     lena : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/systemctl restart cart",
      "lena"
    ),
    (#"msg="forced resync requested" by=dara"#, "dara"),
    ("job rebuild started by joris (manual run, schedule is 03:00)", "joris"),
    (#""caller": "m.okoye@shop.example","#, "m.okoye@shop.example"),
  ])
  func `A line names who acted`(line: String, name: String) {
    #expect(Doer.name(in: line) == name)
  }

  @Test(arguments: [
    "connection closed by peer", "chute amber rejected parcel: lock is held by maintenance",
    "2026-01-02 10:00:00 INFO cart loaded in 12 ms", "Scaled up replica set cart-5c8b to 3",
  ])
  func `A line in which nobody acts names nobody`(line: String) {
    #expect(Doer.name(in: line) == nil)
  }
}
