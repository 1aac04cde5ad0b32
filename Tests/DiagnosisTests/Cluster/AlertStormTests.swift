import Evidence
import Testing

@testable import Diagnosis

/// Many alerts at once: the first of them, and what they share.
@Suite struct AlertStormTests {
  private static func alert(
    _ objects: inout Objects, _ name: String, _ subject: String, _ clock: String,
    day: String = "2026-08-07", state: String = "active", _ labels: [(String, String)] = []
  ) {
    objects.add(
      "Alert", subject,
      [
        ("labels.alertname", name), ("labels.cluster", "ams2"), ("labels.instance", subject),
        ("startsAt", "\(day)T\(clock).000Z"), ("status.state", state),
      ] + labels.map { ("labels.\($0.0)", $0.1) })
  }

  private static func storm(_ count: Int = 20) -> Objects {
    var objects = Objects()
    alert(&objects, "DiskFills", "cmp-r02-1", "04:00:00", day: "2026-08-01")
    alert(&objects, "InputLost", "pdu-r14-b", "19:02:10", state: "suppressed", [("rack", "r14")])
    for number in 0..<count {
      let clock = "22:18:\(number + 10)"
      if number % 2 == 0 {
        alert(&objects, "NodeDown", "stor-r14-\(number)", clock, [("rack", "r14")])
      } else {
        alert(&objects, "HighErrorRate", "app-\(number)", clock)
      }
    }
    alert(&objects, "InputLost", "pdu-r14-a", "22:17:40", [("rack", "r14")])
    return objects
  }

  @Test func `The first of a storm is named with the place that others share`() throws {
    let first = try #require(Self.storm().contradictions.first)
    #expect(first.kind == "alert-storm" && first.service == "pdu-r14-a")
    #expect(
      first.detail == "`InputLost` of `pdu-r14-a` came first, at 22:17:40, and 20 alerts followed "
        + "within 49 s: 10 `HighErrorRate`, 10 `NodeDown`; 11 of them are of rack `r14`, whose "
        + "`InputLost` of `pdu-r14-b` was silenced already, since 19:02:10")
  }

  @Test func `What an alert is about is named by the label that its words name too`() throws {
    var objects = Objects()
    for number in 0..<20 {
      Self.alert(
        &objects, "HighErrorRate", "app-\(number)", "22:18:\(number + 10)", [("zone", "west-1b")])
    }
    objects.add(
      "Alert", "GatewayDown",
      [
        ("labels.alertname", "GatewayDown"), ("labels.zone", "west-1b"), ("labels.nat", "nat-0b7"),
        ("startsAt", "2026-08-07T22:17:40Z"), ("annotations.summary", "nat-0b7 drops all packets"),
      ])
    let first = try #require(objects.contradictions.first)
    #expect(first.service == "nat-0b7" && first.detail.contains("21 of them are of zone `west-1b`"))
  }

  @Test func `A few alerts, or many that share nothing, are no storm`() {
    #expect(Self.storm(6).contradictions.allSatisfy { $0.kind != "alert-storm" })
    var objects = Objects()
    for number in 0..<20 { Self.alert(&objects, "Odd", "app-\(number)x", "22:18:\(number + 10)") }
    #expect(objects.contradictions.allSatisfy { $0.kind != "alert-storm" })
  }
}
