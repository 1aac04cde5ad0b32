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
    let detail = current.isWatched ? step(of: turn) : "not watched"
    let step = detail.map { " \(symbols.separator) \($0)" } ?? ""
    let queued = current.queue.isEmpty ? "" : " +\(current.queue.count) queued"
    let beside = others
    let long = "\(spinner) \(shortened(title, to: 32)) \(elapsed)"
    let short = "\(spinner) \(shortened(title, to: 16)) \(elapsed)"
    // That nobody answers matters more than which session it is.
    let isAway = turn.pause?.isRefusal == false
    let bare =
      isAway ? [["\(spinner) \(elapsed)", step, queued], ["\(spinner) \(elapsed)", step]] : []
    return first(
      of: [
        [long, step, queued, beside], [long, step, queued], [short, step, queued],
      ] + bare + [
        [short, queued],
        ["\(spinner) \(elapsed)", queued], ["\(spinner) \(elapsed)"], [spinner],
      ], in: room)
  }

  private func step(of turn: Turn) -> String? {
    if let pause = turn.pause, let until = pause.until {
      let seconds = max(0, Int(now.duration(to: until).inSeconds.rounded(.up)))
      return "\(pause.isRefusal ? "busy" : "reconnecting"), again in \(seconds) s"
    }
    guard turn.entry.stage == .accepted else { return "sending" }
    return turn.progress.map { progress in
      "\(UntrustedText.clean(progress.step)) \(progress.done)/\(progress.total)"
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
