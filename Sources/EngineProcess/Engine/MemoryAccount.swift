/// Charges the growth of a process's memory to the turns that ran while it grew, and names the
/// largest when too little is left.
///
/// Memory can't be told apart by turn in one process. What is charged is therefore an estimate: at
/// each look, ten a second, its growth in equal parts to all that run.
///
///     look(100 MiB, [1])  look(300 MiB, [1, 2])  look(900 MiB, [2])  → turn 2 has 700, turn 1 100
struct MemoryAccount {
  /// Bytes from which something is done: at 80 % of the limit the rest can still word a sentence.
  let threshold: UInt64
  /// Bytes from which there is no time to see whether what was done helped.
  let urgency: UInt64
  private var charged: [Int: UInt64] = [:]
  private var last: UInt64 = 0
  private var ending: Set<Int> = []
  /// Looks for which what was let go may still come back; nil where nothing was.
  private var patience: Int?

  /// Looks until memory that was let go is back with the system.
  private static let patience = 3

  init(limit: UInt64) {
    threshold = limit / 5 * 4
    urgency = limit / 10 * 9
  }

  /// What is to be done about the memory.
  enum Verdict: Hashable {
    case enough
    /// What is kept between turns has to go, and what is free back to the system.
    case drop
    /// This turn is to be ended.
    case end(turn: Int)
  }

  /// Takes in how many bytes are used, and which turns run.
  mutating func look(_ used: UInt64, running: Set<Int>) -> Verdict {
    let growth = used > last ? used - last : 0
    last = used
    charged = charged.filter { running.contains($0.key) }
    for turn in running {
      charged[turn, default: 0] += growth / UInt64(running.count)
    }
    let wasEnding = !ending.isEmpty
    ending.formIntersection(running)
    guard used > threshold else {
      patience = nil
      return .enough
    }
    // One at a time: another is only ended once that did not help.
    guard ending.isEmpty else { return .enough }
    guard let left = patience, !wasEnding else {
      patience = Self.patience
      return .drop
    }
    guard left == 0 || used > urgency else {
      patience = left - 1
      return .enough
    }
    guard let largest = charged.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else {
      patience = nil
      return .enough
    }
    ending.insert(largest)
    return .end(turn: largest)
  }
}
