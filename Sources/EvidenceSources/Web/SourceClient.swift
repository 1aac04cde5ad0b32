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

/// Asks a source's server by HTTP GET: whole answers of a bounded size; no answer is a named failure.
///
/// The transport is that of the Sessions API's client. Redirections are followed nowhere, so that
/// secrets go to no other host.
final class SourceClient: QueryServer {
  let settings: SourceSettings
  /// The base URL without a slash at its end.
  let base: String
  private let environment: [String: String]
  private let connections: HTTPConnections

  /// The most that is read of an answer which is an error: its words stand at the beginning.
  private static let longestError = 64 << 10

  /// - Throws: ``SourceFailure`` where the address or the proxy's variable can't be used.
  init(
    _ settings: SourceSettings, environment: [String: String]
  ) throws(SourceFailure) {
    self.settings = settings
    self.environment = environment
    func fail(_ why: String) -> SourceFailure {
      SourceFailure(
        source: settings.name, what: "its address", why: why,
        advice: settings.place.addressAdvice("Correct") + ".", isFinal: true)
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

  /// Asks once, and hands over an answer of any status.
  func get(
    _ path: String, _ parameters: [(name: String, value: String)], atMost limit: Int
  ) async throws -> QueryReply {
    var request = HTTPClientRequest(
      url: base + path + Self.query(parameters.map { ($0.name, $0.value) }))
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
        // What a cache kept tells of its own age.
        let isKept = incoming.headers.contains(name: "Age")
        return QueryReply(
          status: status, retryAfter: incoming.headers.first(name: "Retry-After"), body: Data(body),
          clockOffset: ClockOffset(
            date: isKept ? nil : incoming.headers.first(name: "Date"), at: Date()))
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
        advice: "Ask about a shorter time, \(settings.place.advice("set", "selector")), or "
          + "'bytes' higher.")
    case let error as UnusableAuthorities:
      return SourceFailure(
        source: name, what: what, why: "'\(error.path)' holds no certificate",
        advice: settings.place.advice("Correct", "ca-file") + ".", isFinal: true)
    case let error as UnusableCertificate:
      return SourceFailure(
        source: name, what: what, why: "'\(error.path)' can't be used as the client's certificate",
        advice: settings.place.advice("Correct", "client-cert", "client-key") + ".",
        isFinal: true)
    default:
      // What does not answer once does not within this question.
      return SourceFailure(
        source: name, what: what, why: TransportFailure.obstacle(of: error).words,
        advice: "Check that \(base) is up and can be reached from here.", isFinal: true)
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
