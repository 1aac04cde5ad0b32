/// Charges the growth of a process's memory to the turns that ran while it grew, and names the
/// largest when too little is left.
///
/// Memory can't be told apart by turn in one process. What is charged is therefore an estimate: a
/// look once a second or more often, its growth in equal parts to all that run.
///
///     look(100 MiB, [1])  look(300 MiB, [1, 2])  look(900 MiB, [2])  → turn 2 has 700, turn 1 100
struct MemoryAccount {
  /// Bytes from which the largest turn is ended: at 80 % of the limit the rest can still word a
  /// sentence and hand memory back.
  let threshold: UInt64
  private var charged: [Int: UInt64] = [:]
  private var last: UInt64 = 0
  private var ending: Set<Int> = []

  init(limit: UInt64) {
    threshold = limit / 5 * 4
  }

  /// What is to be done about the memory.
  enum Verdict: Hashable {
    case enough
    /// This turn is to be ended.
    case end(turn: Int)
    /// No turn runs that could be ended: what is kept between turns has to go.
    case drop
  }

  /// Takes in how many bytes are used, and which turns run.
  mutating func look(_ used: UInt64, running: Set<Int>) -> Verdict {
    let growth = used > last ? used - last : 0
    last = used
    charged = charged.filter { running.contains($0.key) }
    ending.formIntersection(running)
    for turn in running {
      charged[turn, default: 0] += growth / UInt64(running.count)
    }
    guard used > threshold else { return .enough }
    // One at a time: another is only ended once that did not help.
    guard ending.isEmpty else { return .enough }
    guard let largest = charged.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key else {
      return .drop
    }
    ending.insert(largest)
    return .end(turn: largest)
  }
}
