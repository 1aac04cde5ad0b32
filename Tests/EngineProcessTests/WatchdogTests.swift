import Testing

@testable import EngineProcess

@Suite struct WatchdogTests {
  private static func seconds(_ range: ClosedRange<Int>) -> [Duration] {
    range.map { .seconds($0) }
  }

  @Test func `ten seconds of silence are too many, nine are not`() {
    var watchdog = Watchdog(EngineTimings(), at: .zero)
    for time in Self.seconds(1...9) { #expect(watchdog.look(at: time) == nil) }
    #expect(watchdog.look(at: .seconds(10)) == .silent(.seconds(10)))
  }

  @Test func `whatever is said counts as a sign of life`() {
    var watchdog = Watchdog(EngineTimings(), at: .zero)
    for time in Self.seconds(1...60) {
      if time == .seconds(9) || time == .seconds(18) { watchdog.hear(at: time) }
      let isSilent = time >= .seconds(28)
      #expect((watchdog.look(at: time) != nil) == isSilent, "\(time)")
    }
  }

  @Test func `a cancelled turn has five seconds to end`() {
    var watchdog = Watchdog(EngineTimings(), at: .zero)
    watchdog.cancel(1, at: .seconds(2))
    watchdog.cancel(2, at: .seconds(4))
    watchdog.cancel(2, at: .seconds(6))
    for time in Self.seconds(1...6) {
      watchdog.hear(at: time)
      #expect(watchdog.look(at: time) == nil)
    }
    watchdog.end(1)
    watchdog.hear(at: .seconds(8))
    #expect(watchdog.look(at: .seconds(8)) == nil)
    #expect(watchdog.look(at: .seconds(9)) == .disobedient(.seconds(5)))
  }

  @Test func `a host that stood still blames nobody for its own pause`() {
    var watchdog = Watchdog(EngineTimings(), at: .zero)
    #expect(watchdog.look(at: .seconds(1)) == nil)
    watchdog.cancel(1, at: .seconds(1))
    // Stopped for an hour: what was said meanwhile is still in the pipe.
    #expect(watchdog.look(at: .seconds(3601)) == nil)
    #expect(watchdog.look(at: .seconds(3602)) == nil)
    for time in Self.seconds(3603...3606) { _ = watchdog.look(at: time) }
    #expect(watchdog.look(at: .seconds(3607)) == .disobedient(.seconds(5)))
  }
}

@Suite struct MemoryAccountTests {
  private static let mebibyte: UInt64 = 1 << 20

  /// Looks that many times at the same, and gives the last verdict that is not "enough".
  private func wait(
    _ account: inout MemoryAccount, _ looks: Int, _ used: UInt64, _ running: Set<Int>
  ) -> MemoryAccount.Verdict {
    (0..<looks).map { _ in account.look(used, running: running) }.last { $0 != .enough } ?? .enough
  }

  @Test func `what is kept goes first, then the turn that memory grew under`() {
    var account = MemoryAccount(limit: 1000)
    #expect(account.threshold == 800)
    #expect(account.look(100, running: [1]) == .enough)
    #expect(account.look(300, running: [1, 2]) == .enough)
    #expect(account.look(700, running: [2]) == .enough)
    #expect(account.look(810, running: [2, 3]) == .drop)
    #expect(wait(&account, 3, 810, [2, 3]) == .enough, "that may take a moment")
    #expect(account.look(810, running: [2, 3]) == .end(turn: 2))
    #expect(wait(&account, 100, 850, [2, 3]) == .enough, "one at a time")
    #expect(account.look(850, running: [3]) == .drop, "its memory goes back first")
    #expect(wait(&account, 3, 850, [3]) == .enough)
    #expect(account.look(850, running: [3]) == .end(turn: 3), "that did not help")
  }

  @Test func `no innocent is ended where dropping suffices`() {
    var account = MemoryAccount(limit: 1000)
    #expect(account.look(795, running: []) == .enough)
    #expect(account.look(805, running: [1]) == .drop)
    #expect(wait(&account, 100, 400, [1]) == .enough)
  }

  @Test func `where memory grows fast there is no waiting`() {
    var account = MemoryAccount(limit: 1000)
    #expect(account.look(850, running: [1]) == .drop)
    #expect(account.look(901, running: [1]) == .end(turn: 1))
  }

  @Test func `without a turn to end, what is kept between turns goes`() {
    var account = MemoryAccount(limit: 1000)
    #expect(account.look(900, running: []) == .drop)
    #expect(wait(&account, 3, 900, []) == .enough)
    #expect(account.look(500, running: []) == .enough)
  }
}

@Suite struct ErrorTailTests {
  @Test func `lines are told as they end, without controls and paths of the machine`() {
    var tail = ErrorTail()
    #expect(tail.take(Array("Invest".utf8)).isEmpty)
    let lines = tail.take(
      Array("igation/A.swift:12: Fatal \u{1b}[1merror: at '/srv/x/y.log'\n\nno".utf8))
    #expect(lines == ["A.swift:12: Fatal [1merror: at y.log'"])
    #expect(tail.lastLine == lines.first)
    _ = tail.take([UInt8](repeating: 0x61, count: 1_000_000) + [0x0A])
    #expect(tail.lastLine?.utf8.count == 500)
    _ = tail.take(Array("no line's \u{9B}31m\u{202E}end`s".utf8))
    #expect(tail.finish() == ["no line's 31mends"])
    #expect(tail.finish().isEmpty)
  }
}
