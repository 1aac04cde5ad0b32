import SessionsAPI
import Timeline

/// The things that fetched files tell of, by their kind, each with a key and a state, so that what was
/// fetched twice can be compared.
///
///     {"metric":{"job":"web"},"values":[[1773485985,"3"]]} → series, {job="web"}, 1773485985
///     a line of a log                                      → lines, the line
struct FetchedThings: Hashable {
  typealias Kind = RefreshedSource.Change.Kind

  /// States by keys.
  private(set) var things: [Kind: [String: String]] = [:]
  /// The time of the newest of them; nil where none tells.
  private(set) var newest: Instant?

  mutating func add(_ kind: Kind, _ key: String, state: String = "", at time: Instant? = nil) {
    things[kind, default: [:]][key] = state
    if let time { newest = newest.map { max($0, time) } ?? time }
  }

  /// Series whose last value is so many milliseconds older than the newest of all have ended: five
  /// looks of a server that looks once a minute.
  private static let silence: Int64 = 300_000

  /// What came, changed, or ended since other things were fetched.
  ///
  /// Of lines and traces those of a window are fetched, so that of them only what is new tells; where a
  /// limit left some out, only what is later than all that was known.
  func changes(
    since before: FetchedThings, isCut: Bool = false
  ) -> [RefreshedSource.Change] {
    Kind.allCases.compactMap { kind in
      var change = RefreshedSource.Change(kind)
      let (now, then) = (things[kind] ?? [:], before.things[kind] ?? [:])
      for (key, state) in now {
        guard let known = then[key] else {
          let isLater = Int64(state).map { $0 > before.newest?.milliseconds ?? .min } ?? true
          if kind != .lines || !isCut || isLater { change.new += 1 }
          continue
        }
        if kind == .series {
          if before.isLive(known), !isLive(state) { change.ended += 1 }
        } else if known != state {
          if kind == .events { change.new += 1 } else { change.changed += 1 }
        }
      }
      if ![.lines, .traces, .events].contains(kind) {
        change.ended += then.count {
          now[$0.key] == nil && (kind != .series || before.isLive($0.value))
        }
      }
      return change.new + change.changed + change.ended > 0 ? change : nil
    }
  }

  /// Whether a series has values until the newest of all.
  private func isLive(_ state: String) -> Bool {
    guard let newest, let last = Int64(state) else { return true }
    return last >= newest.milliseconds - Self.silence
  }
}
