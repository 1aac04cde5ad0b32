import Timeline

/// Writes lines of Loki as a log, oldest first, each once, with the labels that say what it is of.
///
///     2026-03-10T10:05:12.000000000Z {service="cart", level="error", pod="cart-7d9f"} disk full
///
/// which the readers of logs take apart like the output of Loki's own client. A line that holds several
/// stays so: what follows is read on with it.
package struct LokiLines {
  /// The label that names a service.
  private let label: String
  /// What was written before, for requests overlap.
  private var known: Set<Key> = []

  private struct Key: Hashable {
    var nanoseconds: Int64
    var labels: String
    var text: String
  }

  package init(label: String) {
    self.label = label
  }

  /// Labels that are written besides those that every reader knows: more would hide the line.
  private static let mostLabels = 12

  /// The lines that were not written before, as bytes of a log, and how many they are.
  package mutating func text(of streams: [LokiAnswer.Stream]) -> (bytes: [UInt8], lines: Int) {
    var fresh: [Key] = []
    for stream in streams {
      let labels = Self.labels(stream.labels, service: label)
      for line in stream.lines {
        let key = Key(nanoseconds: line.nanoseconds, labels: labels, text: line.text)
        if known.insert(key).inserted { fresh.append(key) }
      }
    }
    fresh.sort { ($0.nanoseconds, $0.labels) < ($1.nanoseconds, $1.labels) }
    var bytes: [UInt8] = []
    for line in fresh {
      var text = line.text[...]
      while let last = text.last, last.isNewline { text = text.dropLast() }
      bytes += "\(Self.time(line.nanoseconds)) \(line.labels) \(text)\n".utf8
    }
    return (bytes, fresh.count)
  }

  /// The labels of a stream between braces, those that readers look for by the names they know.
  static func labels(_ labels: [String: String], service: String) -> String {
    var told: [(name: String, value: String)] = []
    var rest = labels
    func tell(_ name: String, _ from: [String]) {
      for label in from {
        guard let value = rest[label], !value.isEmpty else { continue }
        told.append((name, value))
        for label in from where rest[label] == value { rest[label] = nil }
        return
      }
    }
    tell("service", [service, "service_name"])
    if rest["detected_level"] == "unknown" { rest["detected_level"] = nil }
    tell("level", ["level", "detected_level"])
    rest["detected_level"] = nil
    for name in ["pod", "namespace", "container"] { tell(name, [name]) }
    // What another label says already says nothing more.
    let further = rest.sorted { $0.key < $1.key }
      .filter { pair in !told.contains { $0.value == pair.value } }.prefix(mostLabels)
    told += further.map { ($0.key, $0.value) }
    return "{" + told.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ", ") + "}"
  }

  private static func escaped(_ value: String) -> String {
    var text = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case _ where scalar.properties.generalCategory == .control: text += " "
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// A time to the nanosecond.
  static func time(_ nanoseconds: Int64) -> String {
    let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let (seconds, part) = rest < 0 ? (whole - 1, rest + 1_000_000_000) : (whole, rest)
    let digits = "\(part)"
    let date = Instant(milliseconds: seconds * 1000).rfc3339.prefix { $0 != "." && $0 != "Z" }
    return date + "." + String(repeating: "0", count: max(0, 9 - digits.count)) + digits + "Z"
  }
}
