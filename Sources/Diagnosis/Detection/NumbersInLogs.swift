import Evidence
import Timeline

/// Finds numbers in messages that reach a limit the message itself states.
///
///     pool connections in use=40 of 40          a share that is all used
///     workers 32/32 busy                        the same
///     Memory used:1721034880 allowed:1658880000 more than what is allowed
///     payload 600 > 300                         a comparison that the message makes
///
/// Counting up to a limit once ("step 3 of 3") is no finding: the same message must have been below
/// the limit before, or name what is used.
struct NumbersInLogs: Detector {
  let name = "numbers-in-logs"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.readings.compactMap { reading in
      // What is told in words already needs no numbers, and bare traces are not looked into.
      guard !reading.isTelling, reading.role != .recovery, !evidence.isUsual(reading.observation)
      else { return nil }
      let observation = evidence.observations[reading.observation]
      let measured = observation.samples.map { Usage(in: CauseText.unescaped($0.message)) }
      guard let full = measured.firstIndex(where: { $0?.isExceeded ?? false }),
        let usage = measured[full]
      else { return nil }
      let grew = measured[..<full].contains { $0.map { !$0.isExceeded } ?? false }
      guard grew || usage.isNamed else { return nil }
      return finding(reading, observation, full, evidence)
    }
  }

  private func finding(
    _ reading: EntryReading, _ observation: Observation, _ position: Int,
    _ evidence: ObservedEvidence
  ) -> Finding {
    var finding = Finding(detector: name, reading, in: evidence)
    let sample = observation.samples[position]
    finding.kind = "limit-reached"
    finding.role = .state
    finding.isFailingAllAlong = false
    // A number that reached its limit says what is short, but nobody yet said that it hurts.
    finding.strength = 0.6
    finding.detail = CauseText.unescaped(sample.message)
    finding.samples = [sample]
    for other in [observation.samples.first, observation.samples.last].compactMap({ $0 })
    where other.reference != sample.reference {
      finding.samples.append(other)
    }
    if let time = sample.time?.instant {
      finding.period = TimeWindow(from: time, through: finding.period?.upperBound ?? time)
    }
    return finding
  }
}

/// How much of a limit is used, as a message states it.
struct Usage: Hashable, Sendable {
  var used: Double
  var limit: Double
  /// Whether words of the message say that this is a use of something.
  var isNamed: Bool

  /// Whether nothing is left.
  var isExceeded: Bool { used >= limit }

  /// Reads the first use of a limit in a message; nil where there is none.
  init?(in text: String) {
    let parts = Self.parts(of: text)
    let names = Set(parts.map(\.word))
    isNamed = !names.isDisjoint(with: Self.uses)
    for (index, part) in parts.enumerated() {
      guard let used = part.number, index + 1 < parts.count else { continue }
      let before = index > 0 ? parts[index - 1].word : ""
      if Self.counters.contains(before) { continue }
      // "40 of 40", "40/40", "600 > 300", and with a unit between: "512 MB of 512 MB".
      for distance in 1...2 where index + distance + 1 < parts.count {
        guard let limit = parts[index + distance + 1].number, limit > 1,
          distance == 1 || Self.units.contains(parts[index + 1].word)
        else { continue }
        switch parts[index + distance].word {
        case "of", "/":
          (self.used, self.limit) = (used, limit)
          return
        case ">":
          (self.used, self.limit, isNamed) = (used, limit, true)
          return
        default: continue
        }
      }
      // "used:17 allowed:16": two named numbers beside each other.
      if index + 2 < parts.count, Self.uses.contains(before), let limit = parts[index + 2].number,
        Self.limits.contains(parts[index + 1].word), limit > 1
      {
        (self.used, self.limit, isNamed) = (used, limit, true)
        return
      }
    }
    return nil
  }

  private static let units: Set<String> = [
    "b", "k", "m", "g", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "tib", "ki", "mi", "gi", "ti",
    "bytes", "ms", "s", "percent", "connections", "threads", "workers", "slots", "files",
  ]
  /// Words that count on towards an end without using anything up.
  private static let counters: Set<String> = [
    "attempt", "attempts", "retry", "try", "step", "page", "part", "batch", "chunk", "shard",
    "partition", "row", "item", "file", "test", "tests", "phase", "stage", "epoch", "round", "line",
    "replica", "check", "http", "processed", "completed", "done", "sent", "copied", "loaded",
  ]
  private static let uses: Set<String> = [
    "use", "used", "using", "usage", "busy", "active", "utilization", "utilisation", "full",
    "occupied", "taken", "allocated", "rss", "heap", "pool", "workers", "connections", "threads",
    "open", "inflight", "queued", "waiting",
  ]
  private static let limits: Set<String> = [
    "allowed", "limit", "max", "maximum", "capacity", "threshold", "quota", "available",
  ]

  /// The words, numbers and signs of comparison of a text, in order.
  private static func parts(of text: String) -> [(word: String, number: Double?)] {
    var parts: [(String, Double?)] = []
    let bytes = Array(text.utf8.prefix(1000))
    var index = 0
    while index < bytes.count {
      let start = index
      switch bytes[index] {
      case 0x30...0x39:
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) || bytes[index] == 0x2E {
          index += 1
        }
        let digits = String(decoding: bytes[start..<index], as: UTF8.self)
        // A second point makes it an address or a version.
        parts.append((digits, Double(digits)))
      case UInt8(ascii: "/"), UInt8(ascii: ">"):
        index += 1
        // "2047M->2046M" is an arrow and compares nothing.
        let isBetween =
          bytes[start] == UInt8(ascii: ">") && start > 0
          && bytes[start - 1] == UInt8(ascii: " ")
          || start > 0 && (0x30...0x39).contains(bytes[start - 1]) && index < bytes.count
            && (0x30...0x39).contains(bytes[index])
        parts.append((isBetween ? String(decoding: [bytes[start]], as: UTF8.self) : "path", nil))
      case 0x41...0x5A, 0x61...0x7A:
        while index < bytes.count, (0x41...0x5A).contains(bytes[index] & 0xDF) { index += 1 }
        parts.append((String(decoding: bytes[start..<index], as: UTF8.self).lowercased(), nil))
      default:
        index += 1
      }
    }
    return parts
  }
}
