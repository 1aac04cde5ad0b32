import FoundationEssentials
import SessionsAPI
import Testing

@testable import Shell

/// What is told of a turn that runs: in the prompt, as a line of its own, and when nothing changes.
@Suite struct TurnNewsTests {
  private let start = ContinuousClock.now
  private let step = "reading 312 of 900 MB at 210 MB/s, orders.log"

  /// A state whose current turn runs since the start; its progress came after a time.
  private func state(progressAfter delay: Duration? = nil) throws -> ShellState {
    var state = ShellState(front: .interactive, service: "test")
    _ = state.handle(.submitted("why did checkout start failing at five past ten?"), at: start)
    let id = try #require(state.currentID)
    let session = Session(
      id: .init(rawValue: "s1"), status: .running, title: "checkout start failing",
      input: "why?", createdAt: Date(timeIntervalSince1970: 0), updatedAt: nil)
    _ = state.handle(.turn(id, .created(session)), at: start)
    _ = state.handle(.turn(id, .accepted(turn: 1, resumed: false)), at: start)
    guard let delay else { return state }
    let progress = Progress(
      step: step, done: 3, total: 10, updatedAt: Date(timeIntervalSince1970: 0))
    _ = state.handle(.turn(id, .progressed(progress)), at: start + delay)
    return state
  }

  private func news(_ state: ShellState, after time: Duration) throws -> String {
    TurnNews(turn: try #require(state.current?.activeTurn), now: start + time).text
  }

  private func prompt(_ state: ShellState, after time: Duration, width: Int) -> String {
    PromptLine(state: state, now: start + time, spinner: "|", symbols: .ascii).text(width: width)
  }

  @Test func `elapsed time, step, file, bytes and rate are told, and since when nothing changed`()
    throws
  {
    let state = try state(progressAfter: .seconds(5))
    #expect(try news(state, after: .seconds(7)) == "0:07, \(step) 3/10")
    #expect(
      try news(state, after: .seconds(50)) == "0:50, \(step) 3/10, nothing new for 0:45")
    #expect(try news(self.state(), after: .seconds(75)) == "1:15, nothing new for 1:15")
  }

  @Test func `the prompt tells as much as leaves room to type`() throws {
    let state = try state(progressAfter: .seconds(5))
    #expect(
      prompt(state, after: .seconds(7), width: 120)
        == "| checkout start failing 0:07 - \(step) 3/10 > ")
    #expect(prompt(state, after: .seconds(7), width: 88) == "| 0:07 - \(step) 3/10 > ")
    #expect(
      prompt(state, after: .seconds(7), width: 80)
        == "| 0:07 - reading 312 of 900 MB at 210 MB/s 3/10 > ")
    #expect(
      prompt(state, after: .seconds(65), width: 100)
        == "| 1:05 - reading 312 of 900 MB at 210 MB/s 3/10 - nothing new for 1:00 > ")
    for width in 1...120 {
      #expect(prompt(state, after: .seconds(65), width: width).count <= max(4, width - 12))
    }
  }

  @Test func `five minutes without a change are told once, and again after the next change`()
    throws
  {
    var watch = StallWatch()
    var state = try state(progressAfter: .seconds(10))
    func title(after seconds: Int) -> String? {
      watch.news(of: state, at: start + .seconds(seconds))
    }
    #expect(title(after: 309) == nil)
    #expect(title(after: 310) != nil)
    #expect(title(after: 900) == nil)
    let id = try #require(state.currentID)
    let progress = Progress(
      step: "b", done: 4, total: 10, updatedAt: Date(timeIntervalSince1970: 0))
    _ = state.handle(.turn(id, .progressed(progress)), at: start + .seconds(1000))
    #expect(title(after: 1299) == nil)
    let stalled = try #require(title(after: 1300))
    let words = "\(Notice.stalled(title: stalled, minutes: StallWatch.minutes))"
    for offer in ["for 5 minutes", "/detach", "/stop", "/retry"] { #expect(words.contains(offer)) }

    // Who does not watch is not told, nor of a service that is away, which is told already.
    _ = state.handle(.turn(id, .progressed(progress)), at: start + .seconds(2000))
    _ = state.handle(
      .turn(id, .away(.told(.unavailable, "gone", retryAfter: nil), until: start)), at: start)
    #expect(title(after: 9000) == nil)
    _ = state.handle(.turn(id, .back), at: start)
    _ = state.handle(.submitted("/detach"), at: start)
    #expect(title(after: 9000) == nil)
  }
}
