#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What is wrong with an answer of a server: of Prometheus, which refuses in JSON, and of Loki and
/// Tempo, which refuse in plain text.
///
///     400 max entries limit per query exceeded, limit > … (6000 > 5000)  → entryLimit(5000)
///     400 the query time range exceeds the limit (query length: 720h, limit: 30d1h) → rangeLimit("30d1h")
///     429 too many outstanding requests → busy(retryAfter: nil, "too many outstanding requests")
package enum QueryRefusal: Error, Hashable, Sendable {
  /// A query asks for more lines than the server gives.
  case entryLimit(Int)
  /// A query is over a longer time than the server looks at.
  case rangeLimit(String)
  /// The query would read more than the server is allowed to: its words.
  case tooExpensive(String)
  /// The server does not understand the query: its words.
  case badQuery(String)
  /// The server serves several tenants and was told none.
  case noTenant
  /// The credentials are missing or are not enough: the server's words.
  case refused(status: Int, String)
  /// There is nothing of the kind at the address: the server's words.
  case noAPI(String)
  /// The server has too much to do; seconds after which to ask again, where it says, and its words.
  case busy(retryAfter: Int?, String)
  /// It has just started, or is about to end.
  case notReady(String)
  /// It sends elsewhere, where secrets do not go.
  case moved(status: Int)
  /// A page for people, as a proxy sends it, with its title.
  case page(status: Int, title: String?)
  /// Another refusal, in the server's words.
  case told(status: Int, String)
  /// An answer that is none of the API: how it begins.
  case nonsense(String)

  /// Makes out what is wrong; nil where the status is a success and the body a JSON object.
  package init?(status: Int, retryAfter: String?, body: Data) {
    let said = ServerWords(Array(body))
    let text = said.error ?? ""
    let words = text.lowercased()
    func says(_ parts: String...) -> Bool { parts.contains { words.contains($0) } }
    switch status {
    case 200..<300:
      if said.isObject { return nil }
      self = said.isHTML ? .page(status: status, title: said.title) : .nonsense(text)
    case 300..<400: self = .moved(status: status)
    case _ where says("no org id"): self = .noTenant
    case 401, 403, 407: self = .refused(status: status, text)
    case _ where status == 429 || says("too many outstanding requests"):
      self = .busy(retryAfter: retryAfter.flatMap { Int($0) }.map { max(0, $0) }, text)
    case _ where said.isHTML: self = .page(status: status, title: said.title)
    case 404: self = .noAPI(text)
    case _ where says("not ready"): self = .notReady(text)
    case _ where says("max entries limit"): self = .entryLimit(Self.lastNumber(in: words) ?? 0)
    case _
    where says("time range exceeds the limit")
      || says("exceeds the limit") && says("query length"):
      self = .rangeLimit(Self.limit(in: text) ?? "")
    case _
    where says(
      "the query would read too many bytes", "maximum of series", "query timed out", "max bytes",
      "too many samples"):
      self = .tooExpensive(text)
    case 400 where says("parse error", "invalid"): self = .badQuery(text)
    default: self = .told(status: status, text)
    }
  }

  /// What an answer of another form than the API's is told as.
  static func unreadable(_ body: Data) -> QueryRefusal { .nonsense(ServerWords.line(body)) }

  /// Whether the same request may succeed a little later.
  package var isPassing: Bool {
    switch self {
    case .busy, .notReady: true
    case .page(let status, _), .told(let status, _): (502...504).contains(status)
    default: false
    }
  }

  /// The limit that ends a refusal: `… (6000 > 5000)` has 5000.
  private static func lastNumber(in text: String) -> Int? {
    guard let part = text.split(separator: ">").last else { return nil }
    return Int(part.drop { $0 == " " }.prefix { $0.isNumber })
  }

  /// The limit that a refusal names: `(query length: 720h0m0s, limit: 30d1h)` has `30d1h`.
  private static func limit(in text: String) -> String? {
    let parts = text.split(separator: " ")
    guard let index = parts.lastIndex(where: { $0.hasSuffix("limit:") }), index + 1 < parts.count
    else { return nil }
    return String(parts[index + 1].prefix { $0.isLetter || $0.isNumber })
  }
}

extension QueryRefusal {
  /// What went wrong, as half a sentence.
  package var why: String {
    func said(_ words: String) -> String { words.isEmpty ? "" : ": \(words)" }
    return switch self {
    case .entryLimit(let most): "it gives at most \(most) lines a query"
    case .rangeLimit(let longest): "it looks at no more than \(longest) at once"
    case .tooExpensive(let words): "the query is too large for it\(said(words))"
    case .badQuery(let words): "it does not understand the query\(said(words))"
    case .noTenant: "it serves several tenants and was told none"
    case .refused(401, let words): "the credentials are missing or wrong (401)\(said(words))"
    case .refused(407, let words): "the proxy before it wants credentials (407)\(said(words))"
    case .refused(let status, let words): "the credentials are not enough (\(status))\(said(words))"
    case .noAPI(let words): "there is no such API at its address (404)\(said(words))"
    case .busy(let seconds, let words):
      "it has too many requests to answer (429)"
        + (seconds.map { " and says to come back in \($0) s" } ?? "") + said(words)
    case .notReady(let words): "it is not ready\(said(words))"
    case .moved(let status): "it sends elsewhere (\(status))"
    case .page(let status, let title):
      "a page for people came in place of an answer (\(status)\(title.map { ", '\($0)'" } ?? "")), "
        + "as from a proxy or a login"
    case .told(let status, let words):
      "it answered \(status)\(status >= 500 ? ", a trouble of its own" : "")\(said(words))"
    case .nonsense(let start): "what it answered is none of this API's answers\(said(start))"
    }
  }

  /// What to do next, as a sentence, right for where the source's settings stand; empty where nobody
  /// can tell.
  package func advice(for place: SettingPlace) -> String {
    switch self {
    case .entryLimit:
      "\(place.advice("Set", "lines", how: "to that")), or raise its 'max_entries_limit_per_query'."
    case .rangeLimit: "Ask about a shorter time, or raise its 'max_query_length'."
    case .tooExpensive, .told(422, _):
      "Name a service or a shorter time, or \(place.advice("set", "selector"))."
    case .badQuery:
      place.isSpoken
        ? place.addressAdvice("Check") + "."
        : place.advice("Check", "selector") + "."
    case .noTenant: place.advice("Set", "headers", how: "with 'X-Scope-OrgID'") + "."
    case .refused(401, _): place.advice("Check", "bearer", "user", "headers") + "."
    case .refused(407, _): "Write the proxy's user and password into the variable that names it."
    case .refused:
      "Ask for the right to read, or \(place.advice("check", "bearer", "user", "headers"))."
    case .noAPI, .nonsense: place.addressAdvice("Check") + "."
    case .moved:
      place.isSpoken
        ? "Give the address it means in place of its URL."
        : place.advice("Write the address it means as", "address") + "."
    case .busy:
      "Ask again in a while, or \(place.advice("set", "requests", how: "lower"))."
    case .notReady: "Ask again in a while."
    case .page:
      "Something else answers there: \(place.addressAdvice("check")), or "
        + "\(place.advice("check", "bearer", "headers"))."
    case .told(500..., _): "Look at the server, or ask again later."
    case .told: ""
    }
  }

  /// How long to wait before the one further try; nil where it wants to be left alone for longer than a
  /// question lasts.
  var pause: Duration? {
    guard case .busy(let seconds?, _) = self else { return .seconds(1) }
    return seconds <= Self.longestPause ? .seconds(seconds) : nil
  }

  /// The longest that a server's `Retry-After` is waited for, in seconds: beyond it others go on without.
  private static let longestPause = 10

  /// The refusal as a failure of its source; final where the next request would meet it too.
  func failure(of place: SettingPlace, _ what: String) -> SourceFailure {
    let isFinal =
      switch self {
      case .refused, .noTenant, .moved, .page, .nonsense, .busy, .notReady: true
      case .told(let status, _): status > 500
      default: false
      }
    return SourceFailure(
      source: place.source, what: what, why: why, advice: advice(for: place), isFinal: isFinal)
  }
}
