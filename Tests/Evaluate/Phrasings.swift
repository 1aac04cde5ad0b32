import Evidence
import Foundation
import Investigation
import Timeline

/// The phrasings that the acts are learnt from, their placeholders filled with names.
struct Phrasings {
  /// One way of asking for something.
  struct Row {
    var label: ActModel.Label
    /// Rows of one group are like each other: they are learnt from, or measured with, together.
    var group: String
    /// With placeholders: `show errors of {s} {w}`.
    var text: String
  }

  let rows: [Row]

  /// Reads the columns act, aspect, group and text of a file.
  ///
  /// - Throws: Where the file can't be read, or a row names no act.
  init(path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    rows = try text.split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let name = fields.count == 4 ? fields[0] + (fields[1].isEmpty ? "" : "." + fields[1]) : ""
      guard let label = ActModel.Label(name: name), fields[1].isEmpty || label.aspect != nil else {
        throw EvaluateError.badRow(String(line))
      }
      return Row(label: label, group: fields[2], text: fields[3])
    }
  }

  /// The words that questions are made of: those of two phrasings at least, so that a deliberate
  /// misspelling is none of them.
  var vocabulary: Set<String> {
    var counts: [String: Int] = [:]
    for row in rows {
      let words = row.text.replacingOccurrences(
        of: #"\{\w+\}"#, with: " ", options: .regularExpression)
      let found = Set(ActReader.words(of: words))
      // A phrasing of one word is spelt right.
      for word in found { counts[word, default: 0] += found.count == 1 ? 2 : 1 }
    }
    return Set(
      counts.filter { $0.value > 1 && $0.key.allSatisfy { $0.isLetter || $0 == "-" } }.keys)
  }

  /// A text with its placeholders filled; another number gives other names.
  static func fill(_ text: String, _ number: Int) -> String {
    var result = ""
    var rest = text[...]
    var turn = number
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      let values = fillings[name] ?? [name]
      result += values[turn % values.count]
      turn += 7
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private static let services = [
    "payment", "checkout", "ledger-api", "auth", "quotes-db", "search", "gateway",
    "inventory-service",
    "mailer", "billing", "nginx", "rabbitmq", "media-worker", "profile", "web", "scheduler",
  ]
  private static let fillings: [String: [String]] = [
    "s": services, "s2": services.reversed() + ["stock"],
    "h": ["node-7", "ip-10-0-3-17", "web-02", "db3", "eu-west-1a-host4"],
    "h2": ["node-9", "web-05"],
    "t": [
      "10:05", "10:05:33", "9 am", "14:20", "noon", "23:59", "5 pm", "2026-03-04 10:15",
      "10:30 UTC",
    ],
    "t2": ["11:00", "15:45"],
    "w": [
      "between 10:10 and 10:20", "since 10:05", "in the last hour", "yesterday", "from 9 to 10",
      "this morning", "in the last 15 minutes", "before 10:00", "after 14:30",
      "between 9:00 and 9:30",
      "today", "at 10:05",
    ],
    "n": ["5", "3", "10", "20", "2", "50", "7"],
    "id": ["77c55969ff", "a91b3c77e2d0", "req-8f2a11", "4bf92f3577b34da6", "c0ffee12ab"],
    "st": ["503", "504", "500", "404", "429", "502"],
    "f": ["duration_ms", "user_id", "region", "status", "bytes_sent", "queue_length"],
    "e": ["/checkout", "/api/v1/orders", "/login", "/health"],
    "x": [
      "HikariPool", "deadlock", "ECONNRESET", "evictions", "OutOfMemoryError", "handshake",
      "heartbeat",
      "backoff", "snapshots", "refused", "rebalancing", "throttled",
    ],
    "q": [
      "\"connection reset\"", "\"no space left\"", "'too many open files'", "`pool exhausted`",
    ],
    "noun": [
      "database", "network", "disk", "cache", "queue", "dns", "memory", "certificate", "pool",
      "cpu",
      "firewall", "load balancer",
    ],
  ]

  /// Evidence that the names of the fillings stand in.
  static var catalog: Catalog {
    var catalog = Catalog()
    catalog.services = services.sorted().map { Catalog.Service(name: $0, entries: 1000) }
    catalog.hosts = (fillings["h"] ?? []) + (fillings["h2"] ?? [])
    for field in fillings["f"] ?? [] { catalog.fields[field] = 100 }
    let noon = CivilTime(year: 2026, month: 3, day: 4, hour: 12).instant
    catalog.window = noon.advanced(by: -43_000_000)...noon.advanced(by: 43_000_000)
    catalog.offset = 0
    catalog.words = ["deadlock": 10, "handshake": 4, "heartbeat": 90, "refused": 7]
    return catalog
  }
}

/// What keeps a measurement from running.
enum EvaluateError: Error, CustomStringConvertible {
  case badRow(String)

  var description: String {
    switch self {
    case .badRow(let row): "This row has no act, or not four columns: \(row)"
    }
  }
}
