#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What Tempo answered, read.
package enum TempoAnswer {
  /// A trace that a search found.
  package struct Found: Hashable, Sendable {
    /// Hexadecimal, without leading zeros.
    package var id: String
    package var service: String?
    package var operation: String?
    package var milliseconds: Int64
    /// When it began, in nanoseconds since 1970; nil where the server does not tell.
    package var start: Int64?
  }

  /// Reads what a search found.
  package static func found(_ body: Data) throws(QueryRefusal) -> [Found] {
    let answer = try QueryAnswer.decoded(Search.self, body)
    return (answer.traces ?? []).filter { isID($0.traceID) }.map {
      Found(
        id: $0.traceID, service: $0.rootServiceName, operation: $0.rootTraceName,
        milliseconds: $0.durationMs ?? 0, start: $0.startTimeUnixNano.flatMap { Int64($0) })
    }
  }

  /// Reads the values of a tag.
  package static func values(_ body: Data) throws(QueryRefusal) -> [String] {
    (try QueryAnswer.decoded(Values.self, body).tagValues ?? []).map(\.value)
  }

  /// A trace as a line of OTLP's JSON, its identifiers hexadecimal, as the readers of traces take it;
  /// nil where the server has none: an unknown trace is answered with 200 and nothing in it.
  ///
  ///     {"trace":{"resourceSpans":[{"…":[{"traceId":"AAAAAAAAAAE="}]}]}}  →  {"resourceSpans":[…]}
  package static func trace(_ body: Data) throws(QueryRefusal) -> [UInt8]? {
    let answer = try QueryAnswer.decoded(JSONTree.self, body)
    let trace = answer["trace"] ?? answer
    // The first version of the call has batches in place of spans of resources.
    guard let spans = trace["resourceSpans"] ?? trace["batches"], case .list(let list) = spans,
      !list.isEmpty
    else { return nil }
    let line = JSONTree.object(["resourceSpans": .list(list.map(\.withHexadecimalIDs))])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(line) else {
      throw .unreadable(body)
    }
    return Array(data) + [UInt8(ascii: "\n")]
  }

  /// Whether a text can stand in a path: a server may be anybody's.
  private static func isID(_ text: String) -> Bool {
    (1...32).contains(text.utf8.count) && text.utf8.allSatisfy(JSONTree.isHexadecimal)
  }

  private struct Search: Decodable {
    var traces: [Trace]?

    struct Trace: Decodable {
      var traceID: String
      var rootServiceName: String?
      var rootTraceName: String?
      var durationMs: Int64?
      var startTimeUnixNano: String?
    }
  }

  private struct Values: Decodable {
    var tagValues: [Value]?

    struct Value: Decodable {
      var value: String
    }
  }
}
