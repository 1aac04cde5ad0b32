import Evidence
import Timeline

/// Finds indexes of a database that were dropped, and whose table's statements are logged as slow since.
///
///     06:31:07 migrations  DROP INDEX ix_orders_day
///     06:31:16 postgresql  duration: 5676 ms  execute: SELECT * FROM orders WHERE day = $1
///
/// The table is told by the words of the index's name; where no statement on it came up only then, an
/// index was dropped that nobody missed.
struct DroppedIndexes: Detector {
  let name = "dropped-indexes"

  /// How soon statements are slow, in milliseconds: as soon as one is asked for, ten minutes.
  private static let soon: Int64 = 10 * 60_000
  /// The fewest statements: one was slow for a reason of its own.
  private static let fewest = 3

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    let entries = evidence.observations.filter(\.isOfLog)
    return entries.lazy.flatMap(\.samples).compactMap { sample -> Finding? in
      guard let dropped = Self.dropped(by: sample.message), let time = sample.time?.instant else {
        return nil
      }
      let slow = entries.filter { isMissing(dropped, in: $0, since: time) }
        .max { ($0.count, $1.service) < ($1.count, $0.service) }
      guard let slow, let window = slow.window else { return nil }
      let whole = evidence.window?.upperBound ?? window.upperBound
      return Finding(
        detector: name, service: sample.service, kind: "dropped-index", role: .state,
        period: TimeWindow(from: time, through: max(time, window.upperBound)),
        isOngoing: whole.distance(from: window.upperBound) < Self.soon, count: slow.count,
        strength: FaultKind.named("dropped-index")?.weight ?? 0, detail: sample.message,
        samples: [sample] + slow.samples.prefix(1), values: slow.values,
        names: slow.service == sample.service ? [] : [slow.service])
    }
  }

  /// Whether statements of a table came up only after its index was dropped.
  private func isMissing(
    _ words: Set<String>, in observation: Observation, since time: Instant
  ) -> Bool {
    guard observation.count >= Self.fewest, let first = observation.samples.first,
      let began = first.time?.instant ?? observation.window?.lowerBound, began >= time,
      began.distance(from: time) <= Self.soon
    else { return false }
    let text = first.text.lowercased()
    return Self.statements.contains(where: text.holds)
      && ["duration", "slow", "query_time"].contains(where: text.holds)
      && !words.isDisjoint(with: Self.words(of: text))
  }

  private static let command = "drop index "
  private static let statements = ["select ", "update ", "delete ", " join "]

  /// The words of the index that a message drops, and of its table; nil where it drops none.
  private static func dropped(by message: String) -> Set<String>? {
    guard message.holdsInAnyCase(command) else { return nil }
    let text = message.lowercased()
    guard let place = text.place(of: Self.command) else { return nil }
    let rest = text.utf8.dropFirst(place + Self.command.utf8.count)
    let found = words(of: String(decoding: rest, as: UTF8.self)).subtracting(fillers)
    return found.isEmpty ? nil : found
  }

  private static func words(of text: String) -> Set<String> {
    Set(
      text.prefix(longest).split { !($0.isLetter || $0.isNumber) }.map(String.init).filter {
        $0.count >= shortest
      })
  }

  /// Characters of a text that are looked at, and the fewest of a word that tells something.
  private static let (longest, shortest) = (600, 4)
  private static let fillers: Set<String> = [
    "concurrently", "exists", "index", "cascade", "restrict", "unique", "online", "public",
  ]
}
