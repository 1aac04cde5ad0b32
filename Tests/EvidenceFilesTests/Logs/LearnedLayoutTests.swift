import Testing

@testable import EvidenceFiles

/// Columns that are learned from many lines, and prefixes that are read once.
@Suite struct LearnedLayoutTests {
  /// Lines of one file, a second apart.
  private static func file(_ rests: [String]) -> String {
    rests.enumerated().map { "2026-03-10 15:41:\(10 + $0.offset) \($0.element)" }
      .joined(separator: "\n")
  }

  @Test func `A level at the same place in nearly all lines is their level`() {
    let text = Self.file([
      "7711 shop info cart opened", "7711 shop info cart closed", "7712 shop error dial refused",
      "7711 shop warning retrying", "7713 shop info cart opened", "7711 shop debug polled",
    ])
    #expect(
      LogTable.summaries(text).map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
        == [
          "INFO cart opened", "INFO cart closed", "ERROR dial refused", "WARNING retrying",
          "INFO cart opened", "DEBUG polled",
        ])
  }

  @Test func `A small letter at the same place is a level`() {
    let text = Self.file([
      "i Unload  Manager.cpp(00144) : column unloaded", "e Backup  Handler.cpp(00617) : disk full",
      "w Memory  Pool.cpp(01203) : near its limit",
      "i Unload  Manager.cpp(00144) : column unloaded",
      "i Merge   Monitor.cpp(00912) : merged",
    ])
    let summaries = LogTable.summaries(text)
    #expect(summaries[1] == "2026-03-10T15:41:11 ERROR [Backup] disk full")
    #expect(summaries[2] == "2026-03-10T15:41:12 WARNING [Memory] near its limit")
  }

  @Test func `A word that all messages begin with is no level`() {
    let text = Self.file((0..<8).map { "error handler number \($0) installed" })
    #expect(LogTable.summaries(text).allSatisfy { $0.contains("error handler number") })
  }

  @Test func `The message among bars is the part that has words of its own`() {
    let text = Self.file(
      (0..<6).map {
        "| ERROR | could not accept connection \($0) | com.shop.Transport | worker \($0 % 2)"
      })
    #expect(
      LogTable.summaries(text)[3]
        == "2026-03-10T15:41:13 ERROR could not accept connection 3")
    // Bars in a message are its own where other lines have none.
    let few = Self.file(["INFO a | b | c | d", "INFO opened", "INFO closed", "INFO polled x"])
    #expect(LogTable.summaries(few)[0].hasSuffix("b | c | d"))
  }

  @Test func `A line that begins like one before is read as it is alone`() {
    let lines = [
      "2026-03-10 23:59:59.900 INFO  cart opened", "2026-03-10 23:59:59.950 INFO  cart closed",
      "2026-03-11 00:00:00.100 INFO  cart opened", "2026-03-11 00:00:00.200 WARN  slow",
      "2026-03-11 00:00:01.300 INFO  [pool-1] com.shop.Db - stored",
      "2026-03-11 00:00:61.000 INFO  x",
      "2026-13-11 00:00:02.000 INFO  x", "2026-03-11 00:00:02.000 INFO| x",
      "2026-03-11 00:00:02,000 ERROR failed", "2026-03-11 25:00:02.000 INFO  x",
    ]
    let context = LogContext()
    let alone = lines.flatMap { LogTable.summaries($0, context: context) }
    #expect(LogTable.summaries(lines.joined(separator: "\n"), context: context) == alone)
    let zoned = [
      "2026-03-10T10:00:00.1Z INFO a", "2026-03-10T10:00:01.2Z INFO b",
      "2026-03-10T10:00:02.3+02:00 INFO c", "2026-03-10T10:00:03.4+01:00 INFO d",
      "Mar 10, 2026 3:41:05 PM INFO e", "Mar 10, 2026 3:41:06 AM INFO f",
    ]
    let each = zoned.flatMap { LogTable.summaries($0, context: context) }
    #expect(LogTable.summaries(zoned.joined(separator: "\n"), context: context) == each)
  }
}
