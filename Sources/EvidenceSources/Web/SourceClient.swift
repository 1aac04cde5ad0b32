import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import SessionsAPI
import SessionsClient

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Asks a source's server by HTTP GET: whole answers of a bounded size, each failure with its name.
///
/// The transport is that of the Sessions API's client. Redirections are followed nowhere, so that
/// secrets go to no other host.
final class SourceClient: Sendable {
  let settings: SourceSettings
  /// The base URL without a slash at its end.
  let base: String
  private let environment: [String: String]
  private let connections: HTTPConnections
  private let sleep: @Sendable (Duration) async throws -> Void

  /// The longest that a server's `Retry-After` is waited for; beyond it others go on without.
  private static let longestPause = 5
  /// The most that is read of an answer which is an error: its words stand at the beginning.
  private static let longestError = 64 << 10

  /// - Throws: ``SourceFailure`` where the address or the proxy's variable can't be used.
  init(
    _ settings: SourceSettings, environment: [String: String],
    sleep: @escaping @Sendable (Duration) async throws -> Void = {
      try await ContinuousClock().sleep(for: $0)
    }
  ) throws(SourceFailure) {
    self.settings = settings
    self.environment = environment
    self.sleep = sleep
    func fail(_ why: String) -> SourceFailure {
      SourceFailure(
        source: settings.name, what: "its address", why: why,
        advice: "Correct 'address' below sources.\(settings.name).", isFinal: true)
    }
    let proxy: HTTPProxy?
    do {
      let address = try ServerAddress(settings.address ?? "", allowsPlainHTTP: true)
      base = address.description
      proxy = try HTTPProxy(for: address, environment: environment)
    } catch let error as ServerAddressError {
      throw fail(error.why)
    } catch {
      throw fail("\(error)")
    }
    connections = HTTPConnections(
      ConnectionOptions(
        authorityFile: settings.authentication.authorityFile,
        certificateFile: settings.authentication.certificateFile,
        keyFile: settings.authentication.keyFile, proxy: proxy,
        connect: .seconds(min(10, settings.limits.seconds)),
        read: .seconds(settings.limits.seconds), decompressed: settings.limits.bytes))
  }

  /// Asks, and hands over the body of an answer that is a JSON object, with status 2xx.
  ///
  /// A server that asks for a short pause, or is out of reach for a moment, is asked once more.
  ///
  /// - Throws: ``SourceFailure``; `CancellationError`.
  func get(
    _ path: String, _ items: [(String, String)], sink: SourceSink
  ) async throws -> [UInt8] {
    for isLast in [false, true] {
      try await sink.beginRequest()
      let answer = try await exchange(path, items, limit: await sink.bytesLeft)
      await sink.count(bytes: answer.body.count)
      if !isLast, let pause = answer.pause, pause <= Self.longestPause {
        try await sleep(.seconds(pause))
        continue
      }
      if let failure = failure(of: answer, path) { throw failure }
      return answer.body
    }
    return []
  }

  fileprivate struct Answer {
    var status: Int
    var retryAfter: Int?
    var body: [UInt8]

    /// The seconds after which it may be asked again; nil where that would change nothing.
    var pause: Int? {
      switch status {
      case 429: retryAfter
      case 502, 503, 504: retryAfter ?? 1
      default: nil
      }
    }
  }

  fileprivate func exchange(
    _ path: String, _ items: [(String, String)], limit: Int
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: base + path + Self.query(items))
    request.headers = try headers(for: path)
    let outgoing = request
    let time = Duration.seconds(settings.limits.seconds)
    do {
      let client = try connections.client()
      return try await withTimeLimit(time) {
        let incoming = try await client.execute(outgoing, timeout: time.timeAmount)
        let status = Int(incoming.status.code)
        let isError = !(200..<300).contains(status)
        let most = isError ? Self.longestError : limit
        var body: [UInt8] = []
        for try await buffer in incoming.body {
          body += buffer.readableBytesView.prefix(most - body.count + 1)
          guard body.count <= most else { break }
        }
        if body.count > most, !isError { throw TooLarge() }
        let pause = incoming.headers.first(name: "Retry-After").flatMap { Int($0) }
        return Answer(status: status, retryAfter: pause.map { max(0, $0) }, body: body)
      }
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      try Task.checkCancellation()
      throw failure(of: error, path)
    }
  }

  /// More than may still be taken.
  private struct TooLarge: Error {}

  private func headers(for path: String) throws(SourceFailure) -> HTTPHeaders {
    var headers: HTTPHeaders = [
      "Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "gumshoe/0.1",
    ]
    let authentication = settings.authentication
    do throws(SecretError) {
      if let bearer = authentication.bearer {
        headers.add(name: "Authorization", value: "Bearer \(try bearer.secret(in: environment))")
      } else if let user = authentication.user {
        let password = try authentication.password?.secret(in: environment) ?? ""
        let credentials = Data("\(user):\(password)".utf8).base64EncodedString()
        headers.add(name: "Authorization", value: "Basic \(credentials)")
      }
      for header in authentication.headers {
        let value =
          switch header.value {
          case .plain(let text): text
          case .secret(let reference): try reference.secret(in: environment)
          }
        headers.add(name: header.name, value: value)
      }
    } catch {
      throw SourceFailure(
        source: settings.name, what: "GET \(path)", why: "\(error)", isFinal: true)
    }
    return headers
  }

  /// The query of a URL: all but unreserved characters percent-encoded (RFC 3986, 2.3).
  static func query(_ items: [(String, String)]) -> String {
    guard !items.isEmpty else { return "" }
    return "?" + items.map { "\(encoded($0))=\(encoded($1))" }.joined(separator: "&")
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.reduce(into: "") { result, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "~"):
        result.append(Character(UnicodeScalar(byte)))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }
}

extension SourceClient {
  private func failure(of error: any Error, _ path: String) -> SourceFailure {
    if let failure = error as? SourceFailure { return failure }
    let what = "GET \(path)"
    let name = settings.name
    switch error {
    case is TooLarge, is NIOHTTPDecompression.DecompressionError:
      return SourceFailure(
        source: name, what: what,
        why: "it answered more than the \(settings.limits.bytes) bytes that may be taken",
        advice: "Ask about a shorter time, set 'selector' below sources.\(name), or 'bytes' higher."
      )
    case let error as UnusableAuthorities:
      return SourceFailure(
        source: name, what: what, why: "'\(error.path)' holds no certificate",
        advice: "Correct 'ca-file' below sources.\(name).", isFinal: true)
    case let error as UnusableCertificate:
      return SourceFailure(
        source: name, what: what, why: "'\(error.path)' can't be used as the client's certificate",
        advice: "Correct 'client-cert' and 'client-key' below sources.\(name).", isFinal: true)
    default:
      // What does not answer once does not within this question.
      return SourceFailure(
        source: name, what: what, why: TransportFailure.obstacle(of: error).words,
        advice: "Check that \(base) is up and can be reached from here.", isFinal: true)
    }
  }

  private func failure(of answer: Answer, _ path: String) -> SourceFailure? {
    let (name, what) = (settings.name, "GET \(path)")
    let words = ServerWords(answer.body)
    func failure(_ why: String, _ advice: String, isFinal: Bool = false) -> SourceFailure {
      SourceFailure(source: name, what: what, why: why, advice: advice, isFinal: isFinal)
    }
    let said = words.error.map { ": \($0)" } ?? ""
    switch answer.status {
    case 200..<300:
      guard words.isHTML || !words.isObject else { return nil }
      return failure(
        words.isHTML
          ? "it answered a web page\(words.title.map { " ('\($0)')" } ?? "")"
          : "what it answered is no JSON",
        "Something else answers at \(base), perhaps a proxy or a login. Correct 'address' below "
          + "sources.\(name).", isFinal: true)
    case 300..<400:
      return failure(
        "it sends elsewhere (\(answer.status))",
        "Write the address it means as 'address' below sources.\(name).", isFinal: true)
    case 401, 403, 407:
      return failure(
        "it answered \(answer.status), so it refuses who asks\(said)",
        "Check 'bearer', 'user' and 'headers' below sources.\(name).", isFinal: true)
    case 404:
      return failure(
        "it answered 404: there is no such API\(said)",
        "Check the path in 'address' below sources.\(name).")
    case 422:
      return failure("it answered 422\(said)", "Ask about less, or set 'selector'.")
    case 429:
      let pause = answer.retryAfter.map { " for \($0) s" } ?? ""
      return failure(
        "it answered 429: it wants to be left alone\(pause)\(said)",
        "Ask again later, or set 'requests' below sources.\(name) lower.", isFinal: true)
    case 500...:
      return failure(
        "it answered \(answer.status), a trouble of its own\(said)",
        "Look at the server, or ask again later.", isFinal: answer.status != 500)
    default: return failure("it answered \(answer.status)\(said)", "")
    }
  }
}

extension ServerAddressError {
  /// Why an address can't be a source's, without what a login would have to do with it.
  fileprivate var why: String {
    switch self {
    case .containsCredentials:
      "a user or password stands in it, which belongs to 'user' and 'password'"
    case .malformed(let text), .unknownScheme(let text, _), .plainHTTP(let text):
      "'\(text)' is no http:// or https:// URL"
    }
  }
}

extension SourceClient: QueryServer {
  /// Asks once, and hands over an answer of any status.
  func get(
    _ path: String, _ parameters: [(name: String, value: String)], atMost most: Int
  ) async throws -> QueryReply {
    let answer = try await exchange(path, parameters.map { ($0.name, $0.value) }, limit: most)
    return QueryReply(
      status: answer.status, retryAfter: answer.retryAfter.map { "\($0)" },
      body: Data(answer.body))
  }
}
