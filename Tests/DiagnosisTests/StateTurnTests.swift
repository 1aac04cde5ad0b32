import Evidence
import Testing
import Timeline

@testable import Diagnosis

/// Lines that tell that something turned to a state, and lines that only have its word.
@Suite struct StateTurnTests {
  private static func turn(_ message: String, _ states: Set<String>) -> StateTurn? {
    StateTurn(
      Sample(
        reference: Reference(source: "files", locator: .line(path: "a.log", number: 1)),
        time: Timestamp(Instant(milliseconds: 1_773_136_800_000), offset: 0),
        service: "mill", text: message), states: states)
  }

  @Test(arguments: [
    ("Cluster health status changed from [YELLOW] to [GREEN] (reason: [done])", "yellow", "green"),
    ("sieve-1 GREEN -> YELLOW", "green", "yellow"),
    ("container health_status: green 22f5531044 (image=mill:4.1)", nil, "green"),
    ("state=yellow since=10:00", nil, "yellow"),
    ("mill is now YELLOW", nil, "yellow"), ("shard 4 became green", nil, "green"),
    ("moved from green to red", "green", "red"),
    ("sieve is not green", nil, "not green"),
  ])
  func `A line tells of a turn`(line: String, from: String?, to: String) throws {
    let turn = try #require(Self.turn(line, ["green", "yellow"]), "\(line)")
    #expect(turn.from == from && turn.to == to, "\(turn)")
  }

  @Test(arguments: [
    "the yellow sack was weighed", "painted 4 green doors", "green", "mill is up to date", "",
    "green belt to hall 4", "→ → →", "from", "to green", "changed from green to ghp_4f2a9",
  ])
  func `A line that only has the word tells of none`(line: String) {
    #expect(Self.turn(line, ["green", "yellow", "up"]) == nil)
  }

  @Test func `Things of one log are told apart by their names`() {
    #expect(Self.turn("Server be/s2 is DOWN, reason: timeout", ["down"])?.thing == "be/s2")
    #expect(Self.turn("health_status: healthy 9f3c1ab (x)", ["healthy"])?.thing == "9f3c1ab")
    #expect(Self.turn("mill is down", ["down"])?.thing == "")
  }
}
