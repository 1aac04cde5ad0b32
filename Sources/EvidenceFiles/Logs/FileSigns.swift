import Evidence

/// How the single digits of levels count, learned from those that a file has.
struct LevelNumbers {
  private var counts = [Int](repeating: 0, count: 10)

  /// Fewer entries tell nothing.
  private static let fewest = 10

  /// Takes the level of an entry; nil where it is no digit.
  mutating func take(_ number: Int?) {
    if let number, counts.indices.contains(number) { counts[number] += 1 }
  }

  /// Syslog's scale, on which 0 to 2 are the gravest: no log is made of hardly anything else, so where
  /// one of these is what most entries have, it is the usual and the rest counts from it.
  var scale: LevelWords.Scale {
    let all = counts.reduce(0, +)
    guard all >= Self.fewest, let most = counts.max(),
      let usual = counts.firstIndex(of: most), usual <= 2, most * 2 > all,
      counts[6...].allSatisfy({ $0 == 0 })
    else { return .syslog }
    return .rising(usual: usual)
  }
}

/// The machine whose name stands in nearly all lines, where some name it as syslog does.
///
/// `[ 12.3] web-1 sshd[7]: …` tells that in `[ 12.4] web-1 kernel: …` the first word is the machine.
struct HostSniff {
  private var counts: [[UInt8]: Int] = [:]

  /// Takes an entry.
  mutating func take(_ entry: LogEntry) {
    if let host = entry.host, entry.facts.contains(.uptime) { counts[Array(host), default: 0] += 1 }
  }

  /// The name; empty where no one name stands in at least eight of ten lines.
  func name(in lines: [Bytes]) -> [UInt8] {
    let best = counts.max {
      ($0.value, $1.key.count, $1.key.hashed) < ($1.value, $0.key.count, $0.key.hashed)
    }
    guard let host = best?.key, !host.isEmpty else { return [] }
    let beside = lines.filter { line in
      guard let close = line.first(UInt8(ascii: "]")), close + 2 < line.count else { return false }
      return line.part(close + 2, line.count).starts(with: host)
    }
    return beside.count * 10 >= lines.count * 8 ? host : []
  }
}

extension [UInt8] {
  /// A hash of the bytes, the same in every process.
  fileprivate var hashed: UInt64 { reduce(hashStart) { hashStep($0, $1) } }
}

/// Rules such as `-----` that part the records of a file.
///
/// Where a time stands behind nearly each of them, lines without one belong to the record before.
struct RuleSniff {
  private var rules = 0
  private var timed = 0
  private var isBehindRule = false

  /// Takes a line, and whether it has a time.
  mutating func take(_ line: Bytes, hasTime: Bool) {
    guard line.contains(where: { $0 > 0x20 }) else { return }
    if isBehindRule, hasTime { timed += 1 }
    isBehindRule = Self.isRule(line)
    if isBehindRule { rules += 1 }
  }

  /// Whether times stand behind at least eight of ten.
  var partTimes: Bool { timed >= 3 && timed * 10 >= (rules - 1) * 8 }

  /// Whether a line is, or begins with, at least four times the same mark.
  static func isRule(_ line: Bytes) -> Bool {
    guard let first = line.first, line.count >= 4, first < 0x80, !isLetter(first), !isDigit(first),
      first > 0x20, first != UInt8(ascii: "."), first != UInt8(ascii: "#")
    else { return false }
    return line.prefix(4).allSatisfy { $0 == first }
  }
}
