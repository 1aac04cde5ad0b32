import SessionsAPI
import Terminal

/// The prompt's text for a state: what is current, what runs, and how long it has.
struct PromptLine {
  let state: ShellState
  let now: ContinuousClock.Instant
  let spinner: String
  let symbols: Symbols

  /// The marks of a prompt, for terminals with and without Unicode.
  struct Symbols: Hashable, Sendable {
    var arrow: String
    var failure: String
    var separator: String

    static let unicode = Symbols(arrow: "▸", failure: "✗", separator: "·")
    static let ascii = Symbols(arrow: ">", failure: "x", separator: "-")
  }

  /// The columns that are left to type in, at the least.
  private static let roomToType = 24

  /// The prompt, at most so wide that there is room to type in a window of some columns.
  func text(width: Int) -> String {
    let room = max(4, width - max(Self.roomToType, width / 4))
    if let session = state.forgetting {
      let title = UntrustedText.clean(session.title)
      return first(of: [["forget '\(shortened(title, to: 24))'? yes/no"], ["yes/no"]], in: room)
    }
    guard let current = state.current else {
      let beside = others.drop { $0 == " " }
      return beside.isEmpty ? "\(symbols.arrow) " : first(of: [[String(beside)]], in: room)
    }
    let title = UntrustedText.clean(current.title)
    if let turn = current.activeTurn {
      return active(turn, title: title, in: current, room: room)
    }
    guard current.turn == nil else {
      return first(
        of: [["\(symbols.failure) \(shortened(title, to: 32))"], [symbols.failure]], in: room)
    }
    return first(
      of: [
        [shortened(title, to: 32), others], [shortened(title, to: 32)], [shortened(title, to: 12)],
      ], in: room)
  }

  /// What goes on in other sessions, and what of them was not read: ` (1 running, 2 unread)`.
  private var others: String {
    let others = state.conversations.filter { $0.id != state.currentID }
    let unread = others.map(\.unread).reduce(0, +)
    let running = others.count { $0.activeTurn != nil }
    let counts = [
      running == 0 ? nil : "\(running) running", unread == 0 ? nil : "\(unread) unread",
    ].compactMap { $0 }
    return counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))"
  }

  private func active(
    _ turn: Turn, title: String, in current: Conversation, room: Int
  ) -> String {
    let elapsed = ElapsedTime.text(seconds: turn.startedAt.duration(to: now).inSeconds)
    let queued = current.queue.isEmpty ? "" : " +\(current.queue.count) queued"
    let beside = others
    let long = "\(spinner) \(shortened(title, to: 32)) \(elapsed)"
    let short = "\(spinner) \(shortened(title, to: 16)) \(elapsed)"
    // What goes on, and that nobody answers, matters more than the title of what was just asked.
    let versions = steps(of: turn, isWatched: current.isWatched).flatMap { step in
      [
        [long, step, queued, beside], [long, step, queued], [short, step, queued],
        ["\(spinner) \(elapsed)", step, queued], ["\(spinner) \(elapsed)", step],
      ]
    }
    return first(
      of: versions + [
        [short, queued],
        ["\(spinner) \(elapsed)", queued], ["\(spinner) \(elapsed)"], [spinner],
      ], in: room)
  }

  /// What the turn does, in all its words and in fewer.
  private func steps(of turn: Turn, isWatched: Bool) -> [String] {
    let news = TurnNews(turn: turn, now: now)
    let versions: [[String?]] =
      isWatched
      ? [[news.stage, news.unchanged], [news.briefStage, news.unchanged], [news.unchanged]]
      : [["not watched"]]
    return versions.map { words in
      words.compactMap { $0 }.map { " \(symbols.separator) \($0)" }.joined()
    }
  }

  /// The first of some versions, from the longest to the shortest, that fits.
  private func first(of versions: [[String]], in room: Int) -> String {
    let texts = versions.map { "\($0.joined()) \(symbols.arrow) " }
    return texts.first { DisplayWidth.columns(of: $0) <= room } ?? "\(symbols.arrow) "
  }

  private func shortened(_ text: String, to columns: Int) -> String {
    DisplayWidth.truncate(text, to: columns)
  }
}
