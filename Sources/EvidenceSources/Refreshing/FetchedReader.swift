import SessionsAPI
import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads what fetched files tell of, as far as that takes to say what is new in them.
enum FetchedReader {
  /// Reads files of a folder, that of one fetching.
  static func things(of files: [FetchedFiles.File], in folder: String) -> FetchedThings {
    var things = FetchedThings()
    for file in files {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(file.name)") else {
        continue
      }
      if file.name.hasSuffix(".yaml") {
        objects(String(decoding: data, as: UTF8.self), into: &things)
      } else if file.name.hasSuffix(".txt") {
        // Descriptions say in words what objects and events say.
        continue
      } else if file.name.hasSuffix(".jsonl") {
        lines(data, .traces, into: &things)
      } else if !json(data, file.name, into: &things) {
        lines(data, .lines, into: &things)
      }
    }
    return things
  }

  /// Reads an answer of Prometheus or a list of kubectl's; false where it is neither.
  private static func json(_ data: Data, _ name: String, into things: inout FetchedThings) -> Bool {
    let decoder = JSONDecoder()
    if let answer = try? decoder.decode(Matrix.self, from: data), let result = answer.data.result {
      for series in result {
        let last = series.values.last?.milliseconds
        things.add(
          .series, "\(name) \(key(series.metric.filter { $0.key != SourceOverlap.mark }))",
          state: last.map { "\($0)" } ?? "",
          at: last.map { Instant(milliseconds: $0) })
      }
      return true
    }
    if let answer = try? decoder.decode(Alerts.self, from: data) {
      for alert in answer.data.alerts {
        things.add(.alerts, key(alert.labels), state: alert.state ?? "")
      }
      return true
    }
    guard let list = try? decoder.decode(ObjectList.self, from: data) else { return false }
    for item in list.items {
      let kind: FetchedThings.Kind =
        switch item.kind {
        case "Event": .events
        case "Pod", nil: .pods
        default: .objects
        }
      things.add(kind, item.key, state: item.state)
    }
    return true
  }

  private static func key(_ labels: [String: String]) -> String {
    labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
  }

  private static func lines(
    _ data: Data, _ kind: FetchedThings.Kind, into things: inout FetchedThings
  ) {
    for line in data.split(separator: UInt8(ascii: "\n")) where !line.isEmpty {
      let text = String(decoding: line, as: UTF8.self)
      let time = kind == .lines ? Instant(stamp: text.prefix { $0 != " " }) : nil
      things.add(kind, text, state: time.map { "\($0.milliseconds)" } ?? "", at: time)
    }
  }

  /// Reads the objects of `kubectl get --output=yaml` by the indents that it always writes.
  ///
  /// Their state is the generation, which counts changes of what is wanted, not of what is measured.
  private static func objects(_ text: String, into things: inout FetchedThings) {
    var kind = ""
    var place: [String: String] = [:]
    var isMeta = false
    func finish() {
      guard let name = place["name"] else { return }
      things.add(
        .objects, "\(kind)/\(place["namespace"] ?? "")/\(name)", state: place["generation"] ?? "")
    }
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("- ") {
        finish()
        (kind, place, isMeta) = ("", [:], false)
      } else if line.hasPrefix("  kind: ") {
        kind = String(line.dropFirst("  kind: ".count))
      } else if line.hasPrefix("  "), !line.hasPrefix("   ") {
        isMeta = line == "  metadata:"
      } else if isMeta, line.hasPrefix("    "), !line.hasPrefix("     "),
        let colon = line.firstIndex(of: ":")
      {
        place[String(line[..<colon].dropFirst(4))] =
          line[colon...].dropFirst(2).trimmingQuotes
      }
    }
    finish()
  }

  private struct Matrix: Decodable {
    var data: Content

    struct Content: Decodable {
      var resultType: String
      var result: [Series]?
    }

    struct Series: Decodable {
      var metric: [String: String]
      var values: [Pair]
    }

    struct Pair: Decodable {
      var milliseconds: Int64

      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        milliseconds = Int64(min(max(try list.decode(Double.self), 0), 1e12) * 1000)
      }
    }
  }

  private struct Alerts: Decodable {
    var data: Content

    struct Content: Decodable {
      var alerts: [Alert]
    }

    struct Alert: Decodable {
      var labels: [String: String]
      var state: String?
    }
  }

  private struct ObjectList: Decodable {
    var items: [Item]

    struct Item: Decodable {
      var kind: String?
      var metadata: Metadata
      var count: Int?
      var status: Status?

      var key: String { "\(kind ?? "Pod")/\(metadata.namespace ?? "")/\(metadata.name)" }
      var state: String {
        let containers = (status?.containerStatuses ?? []).map {
          "\($0.restartCount ?? 0) \($0.ready ?? false)"
        }
        return "\(count ?? 0) \(status?.phase ?? "") \(containers.joined(separator: ","))"
      }
    }

    struct Metadata: Decodable {
      var name: String
      var namespace: String?
    }

    struct Status: Decodable {
      var phase: String?
      var containerStatuses: [Container]?

      struct Container: Decodable {
        var restartCount: Int?
        var ready: Bool?
      }
    }
  }
}

extension Instant {
  /// Reads `2026-06-01T10:30:00.000000000Z`, as Loki and kubectl write it; nil for all else.
  fileprivate init?(stamp: some StringProtocol) {
    let parts = stamp.split { "-T:.Z".contains($0) }.map { Int($0) }
    guard stamp.hasSuffix("Z"), parts.count >= 6, !parts.contains(nil) else { return nil }
    let numbers = parts.compactMap { $0 }
    self =
      CivilTime(
        year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
        second: numbers[5]
      ).instant
  }
}

extension Substring {
  /// The text without the quotes that it stands in.
  fileprivate var trimmingQuotes: String {
    String(drop { $0 == "\"" || $0 == " " }.reversed().drop { $0 == "\"" }.reversed())
  }
}
