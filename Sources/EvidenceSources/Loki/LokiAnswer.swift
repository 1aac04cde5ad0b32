#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What Loki answered, read: an answer that makes no sense is told from one that says nothing.
package enum LokiAnswer {
  /// How many lines there are over time, of streams that have some labels alike.
  package struct Count: Hashable, Sendable {
    package var labels: [String: String]
    /// Seconds since 1970, at the end of each step, and the lines in it.
    package var points: [Point]

    package struct Point: Hashable, Sendable {
      package var second: Int64
      package var lines: Double
    }
  }

  /// A stream of lines.
  package struct Stream: Hashable, Sendable {
    package var labels: [String: String]
    package var lines: [Line]
  }

  /// A line, with its time in nanoseconds since 1970.
  package struct Line: Hashable, Sendable {
    package var nanoseconds: Int64
    package var text: String
  }

  /// Reads names of labels, or values of one; none where an answer has no `data`, as Loki's have
  /// where there is nothing.
  package static func names(_ body: Data) throws(QueryRefusal) -> [String] {
    try QueryAnswer.decoded(Envelope<[String]>.self, body).data ?? []
  }

  /// Reads counts.
  package static func counts(_ body: Data) throws(QueryRefusal) -> [Count] {
    let result = try QueryAnswer.decoded(Envelope<QueryData<Matrix>>.self, body).data
    return (result?.result ?? []).map { series in
      Count(
        labels: series.metric,
        points: series.values.compactMap { pair in
          guard let second = pair.second, let lines = pair.value, lines.isFinite else { return nil }
          return .init(second: second, lines: lines)
        })
    }
  }

  /// Reads lines; those whose time can't be read are left out.
  package static func streams(_ body: Data) throws(QueryRefusal) -> [Stream] {
    let result = try QueryAnswer.decoded(Envelope<QueryData<Streams>>.self, body).data
    return (result?.result ?? []).map { stream in
      Stream(
        labels: stream.stream,
        lines: stream.values.compactMap { pair in
          guard pair.count >= 2, let time = Int64(pair[0].text) else { return nil }
          return Line(nanoseconds: time, text: pair[1].text)
        })
    }
  }

  /// Reads patterns, each with its first step and all its lines.
  package static func patterns(_ body: Data) throws(QueryRefusal) -> [LokiPattern] {
    (try QueryAnswer.decoded(Envelope<[Pattern]>.self, body).data ?? []).compactMap { found in
      guard let first = found.samples.compactMap(\.second).min() else { return nil }
      return LokiPattern(
        text: found.pattern, first: first,
        lines: found.samples.reduce(0) { $0 + ($1.value ?? 0) })
    }
  }

  private struct Pattern: Decodable {
    var pattern: String
    var samples: [Matrix.Pair]
  }

  private struct Envelope<Content: Decodable>: Decodable {
    var data: Content?
  }

  private struct QueryData<Element: Decodable>: Decodable {
    var result: [Element]?
  }

  private struct Matrix: Decodable {
    var metric: [String: String]
    var values: [Pair]

    /// `[1789729560, "10"]`, either of which may be a number or a string.
    struct Pair: Decodable {
      var second: Int64?
      var value: Double?

      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        let time = try container.decode(Loose.self)
        let number = try container.decode(Loose.self)
        second = Double(time.text).flatMap { Int64(exactly: $0.rounded()) }
        value = Double(number.text)
      }
    }
  }

  private struct Streams: Decodable {
    var stream: [String: String]
    /// Each the time and the line, and from newer servers what else is known of it.
    var values: [[Loose]]
  }

  /// A string, or something else that is passed over.
  private struct Loose: Decodable {
    var text = ""

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self.text = text
      } else if let number = try? container.decode(Double.self) {
        text = "\(number)"
      }
    }
  }
}
