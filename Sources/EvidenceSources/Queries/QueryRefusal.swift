#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What is wrong with an answer of Loki or Tempo, whose refusals are plain text; words in one place.
///
///     400 max entries limit per query exceeded, limit > … (6000 > 5000)  → entryLimit(5000)
///     400 the query time range exceeds the limit (query length: 720h, limit: 30d1h) → rangeLimit("30d1h")
///     429 too many outstanding requests → busy(retryAfter: nil)
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
  /// The credentials are missing or are not enough.
  case refused(status: Int)
  /// There is nothing of the kind at the address: the server's words.
  case noAPI(String)
  /// The server has too much to do; seconds after which to ask again, where it says.
  case busy(retryAfter: Int?)
  /// It has just started, or is about to end.
  case notReady(String)
  /// It sends elsewhere, where secrets do not go.
  case moved(status: Int)
  /// A page for people, as a proxy sends it.
  case page(status: Int)
  /// Another refusal, in the server's words.
  case told(status: Int, String)
  /// An answer that is none of the API: how it begins.
  case nonsense(String)

  /// Makes out a refusal; nil where the status is a success.
  package init?(status: Int, retryAfter: String?, body: Data) {
    guard !(200..<300).contains(status) else { return nil }
    let text = Self.excerpt(body)
    let words = text.lowercased()
    if words.hasPrefix("<!doctype html") || words.hasPrefix("<html") {
      self = .page(status: status)
    } else if (300..<400).contains(status) {
      self = .moved(status: status)
    } else if words.contains("no org id") {
      self = .noTenant
    } else if status == 401 || status == 403 {
      self = .refused(status: status)
    } else if status == 404 {
      self = .noAPI(text)
    } else if status == 429 || words.contains("too many outstanding requests") {
      self = .busy(retryAfter: retryAfter.flatMap { Int($0) })
    } else if status == 503 || words.contains("not ready") {
      self = .notReady(text)
    } else if words.contains("max entries limit") {
      self = .entryLimit(Self.lastNumber(in: words) ?? 0)
    } else if words.contains("time range exceeds the limit")
      || words.contains("exceeds the limit")
        && words.contains("query length")
    {
      self = .rangeLimit(Self.limit(in: text) ?? "")
    } else if words.contains("the query would read too many bytes")
      || words.contains("maximum of series") || words.contains("query timed out")
      || words.contains("max bytes")
    {
      self = .tooExpensive(text)
    } else if status == 400, words.contains("parse error") || words.contains("invalid") {
      self = .badQuery(text)
    } else {
      self = .told(status: status, text)
    }
  }

  /// Whether the same request may succeed a little later.
  package var isPassing: Bool {
    switch self {
    case .busy, .notReady: true
    case .page(let status), .told(let status, _): status >= 500
    default: false
    }
  }

  /// Bytes of an answer that are told.
  private static let longestExcerpt = 300

  /// How an answer begins, in one line without characters that can't be seen.
  static func excerpt(_ body: Data) -> String {
    let text = String(decoding: body.prefix(longestExcerpt), as: UTF8.self)
    let plain = text.unicodeScalars.map { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: Unicode.Scalar(" ")
      default: scalar
      }
    }
    return String(String.UnicodeScalarView(plain)).split(separator: " ").joined(separator: " ")
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
    switch self {
    case .entryLimit(let most): "it gives at most \(most) lines a query"
    case .rangeLimit(let longest): "it looks at no more than \(longest) at once"
    case .tooExpensive(let words): "the query is too large for it: \(words)"
    case .badQuery(let words): "it does not understand the query: \(words)"
    case .noTenant: "it serves several tenants and was told none"
    case .refused(401): "the credentials are missing or wrong (401)"
    case .refused(let status): "the credentials are not enough (\(status))"
    case .noAPI: "there is nothing at this address (404)"
    case .busy(let seconds):
      "it has too many requests to answer (429)"
        + (seconds.map { " and says to come back in \($0) s" } ?? "")
    case .notReady(let words): "it is not ready: \(words)"
    case .moved(let status): "it sends elsewhere (\(status))"
    case .page(let status):
      "a page for people came in place of an answer (\(status)), as from a proxy or a login"
    case .told(let status, let words): "it answered \(status): \(words)"
    case .nonsense(let start): "its answer makes no sense; it begins: \(start)"
    }
  }

  /// What to do next, as a sentence; empty where nobody can tell.
  package var advice: String {
    switch self {
    case .entryLimit:
      "Set the source's 'lines' to that, or raise its 'max_entries_limit_per_query'."
    case .rangeLimit: "Ask about a shorter time, or raise its 'max_query_length'."
    case .tooExpensive:
      "Name a service or a shorter time, or give the source a narrower 'selector'."
    case .badQuery: "Check the source's 'selector'."
    case .noTenant: "Set 'X-Scope-OrgID' below 'headers' of the source."
    case .refused(401): "Check 'bearer', 'user' and 'headers' of the source."
    case .refused: "Ask for the right to read."
    case .noAPI, .nonsense: "Check the source's address and kind."
    case .moved: "Write the address it means as the source's 'address'."
    case .busy, .notReady: "Ask again in a while."
    case .page: "Check 'address', 'bearer' and 'headers' of the source."
    case .told: ""
    }
  }
}
