import EvidenceSources
import Foundation
import TestSupport
import Timeline

/// An hour of a made-up bakery's services: a change of `oven` exhausts its pool at half past.
///
/// `till` calls `oven`; `flour` has nothing to do with it, and warns of something else all along.
enum MadeIncident {
  static let start = Instant(milliseconds: 1_780_308_000_000)
  static let onset = start.advanced(by: 30 * 60_000)
  static let window = TimeWindow(from: start, through: start.advanced(by: 60 * 60_000))

  private static func nanoseconds(_ second: Int) -> Int64 {
    (start.milliseconds + Int64(second) * 1000) * 1_000_000
  }

  /// A line of each service a second, and what went wrong.
  static let lines: [FakeLoki.Line] = {
    var lines: [FakeLoki.Line] = []
    func add(_ app: String, _ second: Int, _ text: String) {
      lines.append(
        FakeLoki.Line(
          labels: ["app": app, "namespace": "bakery", "pod": "\(app)-6c9d-x2x1"],
          nanoseconds: nanoseconds(second), text: text))
    }
    for second in 0..<3600 {
      let fails = second >= 1800 && second % 3 == 0
      add(
        "till", second,
        fails
          ? "level=error msg=\"order failed: oven answered 503\" order=\(second)"
          : "level=info msg=\"order placed\" order=\(second)")
      add(
        "oven", second,
        fails
          ? "level=error msg=\"connection pool exhausted, timed out after 5000 ms\" batch=\(second)"
          : "level=info msg=\"batch baked\" batch=\(second)")
      add(
        "flour", second,
        second % 40 == 0
          ? "level=error msg=\"scale needs calibration\" scale=\(second % 7)"
          : "level=info msg=\"sack weighed\" grams=\(second)")
    }
    add("oven", 1785, "level=info msg=\"configuration reloaded: pool.max 32 -> 2\"")
    return lines
  }()

  /// A trace every ten seconds, from `till` to `oven`; those of the second half fail and take long.
  static let spans: [FakeTempo.Span] = (0..<360).flatMap { index -> [FakeTempo.Span] in
    let second = index * 10
    let fails = second >= 1800 && index % 3 == 0
    let begin = nanoseconds(second)
    let length: Int64 = (fails ? 5000 : 60) * 1_000_000
    let id = String(index + 1, radix: 16)
    let trace = String(repeating: "0", count: 32 - id.count) + id
    func span(_ prefix: String) -> String { prefix + trace.suffix(15) }
    return [
      FakeTempo.Span(
        service: "till", trace: trace, id: span("a"), name: "POST /orders", start: begin,
        end: begin + length, isFailed: fails),
      FakeTempo.Span(
        service: "oven", trace: trace, id: span("b"), parent: span("a"), name: "bake",
        start: begin + 5_000_000, end: begin + length - 5_000_000, isFailed: fails),
    ]
  }
}

/// A server in memory, asked as one over HTTP; it keeps what it was asked.
final class MemoryServer: QueryServer, @unchecked Sendable {
  private let answer: @Sendable (HTTPTestRequest) -> HTTPTestReply
  private let lock = NSLock()
  private var requests: [String] = []

  init(_ answer: @escaping @Sendable (HTTPTestRequest) -> HTTPTestReply) {
    self.answer = answer
  }

  /// The paths and queries that were asked for.
  var asked: [String] { lock.withLock { requests } }

  func get(
    _ path: String, _ parameters: [(name: String, value: String)], atMost most: Int
  ) async throws -> QueryReply {
    var url = URLComponents()
    url.path = path
    if !parameters.isEmpty {
      url.queryItems = parameters.map { URLQueryItem(name: $0.name, value: $0.value) }
    }
    let target = (url.string ?? "").replacing("+", with: "%2B")
    lock.withLock { requests.append(target) }
    let request = HTTPTestRequest(method: "GET", target: target, fields: [:], body: [])
    guard case .answer(let reply) = answer(request), reply.body.count <= most else {
      throw SourceFailure(source: "test", what: path, why: "no answer")
    }
    return QueryReply(
      status: reply.status, retryAfter: reply.fields["retry-after"], body: Data(reply.body))
  }
}
