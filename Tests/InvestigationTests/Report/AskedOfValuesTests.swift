import TestSupport
import Testing

/// Questions for values, parts and groups, on the logs of a small harbour.
@Suite(.steppingBack) struct AskedOfValuesTests {
  /// A crane whose brake fails from 10:30 on, and berths that wait for it, of two skippers.
  private static func write(to folder: TemporaryFolder) throws {
    let berths = ["QUAY-Ä", "QUAY-B", "QUAY-C"]
    let skippers = ["Øystein Bø", "Maya Lind", "Jürgen Groß"]
    var lines: [String] = []
    var crane: [String] = []
    for minute in 0..<60 {
      let (berth, skipper) = (berths[minute % 3], skippers[minute % 3])
      let stamp = "2026-05-04T10:\(minute < 10 ? "0" : "")\(minute):00"
      let isBad = minute >= 30 && minute < 50 && minute % 3 < 2
      lines.append(
        "\(stamp).100Z level=\(isBad ? "error" : "info") host=dock-\(minute % 2 + 1) "
          + "msg=\"vessel \(isBad ? "not unloaded" : "unloaded")\" berth=\(berth) "
          + "skipper=\"\(skipper)\" vessel=V-\(100 + minute / 2) took_ms=\(200 + minute)")
      crane.append(
        "\(stamp).050Z level=\(isBad ? "error" : "info") "
          + "msg=\"\(isBad ? "lift failed" : "lift done")\""
          + (isBad ? " err=\"brake of crane 4 does not release\"" : ""))
    }
    try folder.write("berthing.log", lines.joined(separator: "\n") + "\n")
    try folder.write("crane.log", crane.joined(separator: "\n") + "\n")
  }

  private func asked(_ questions: [String]) async throws -> Asked {
    let folder = try TemporaryFolder()
    try Self.write(to: folder)
    var last: Asked?
    for question in questions { last = try await ask(question, in: [folder.path], after: last) }
    return try #require(last)
  }

  private func answer(_ questions: [String]) async throws -> String {
    let asked = try await asked(questions)
    return try #require(asked.section("Answer")) + "\n" + asked.markdown
  }

  @Test func `a name is found whatever its case, and the noun beside it let go`() async throws {
    let text = try await answer(["how many vessels of øystein bø failed?"])
    #expect(text.contains("7 "), "\(text)")
    let other = try await answer(["how many errors of berth quay-ä?"])
    #expect(other.contains("7 errors"), "\(other)")
  }

  @Test func `another name is asked for the same`() async throws {
    let text = try await answer(["how many errors of Øystein Bø?", "and Maya Lind?"])
    #expect(text.hasPrefix("7 errors") || text.hasPrefix("6 errors"), "\(text)")
    #expect(text.contains("Maya Lind"))
  }

  @Test func `a value that occurs nowhere is an exact zero`() async throws {
    let text = try await answer(["how many errors of berth QUAY-Z?"])
    #expect(text.hasPrefix("None: 0 errors"), "\(text)")
  }

  @Test func `groups without errors are named, or that there are none`() async throws {
    let one = try await answer(["which berths had no errors?"])
    #expect(one.hasPrefix("1 of 3 berths") && one.contains("QUAY-C"), "\(one)")
    let none = try await answer([
      "which berths had no lines?", "which hosts of berthing had no errors?",
    ])
    #expect(none.hasPrefix("None: each of 2 hosts"), "\(none)")
  }

  @Test func `groups of some size are counted`() async throws {
    let text = try await answer([
      "how many different vessels had errors?", "how many of them more than once?",
    ])
    #expect(text.hasPrefix("4 of 10 vessels at least"), "\(text)")
  }

  @Test func `two values have a share each`() async throws {
    let text = try await answer([
      "Øystein Bø vs Jürgen Groß: what percentage of their vessels failed?"
    ])
    #expect(text.contains("`Øystein Bø`: 35 %, 7 of 20"), "\(text)")
    #expect(text.contains("`Jürgen Groß`: 0 %, 0 of 20"), "\(text)")
  }

  @Test func `what an entry holds is told beside its number`() async throws {
    let text = try await answer(["slowest unloading: which vessel, and which berth?"])
    #expect(text.contains("259 ms") && text.contains("V-129") && text.contains("QUAY-C"), "\(text)")
  }

  @Test func `a row tells why, where a field says it`() async throws {
    let text = try await answer(["show me the errors of crane"])
    #expect(text.contains("`brake of crane 4 does not release`"), "\(text)")
  }

  @Test func `guests are told in plain words, in as many sentences as asked for`() async throws {
    let text = try await answer([
      "why did berthing fail?", "now two sentences for the passengers, no internal names",
    ])
    #expect(!text.contains("crane"), "\(text)")
  }
}
