#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import SessionsAPI

/// Makes a value of the contract, or an error with words that help, of a server's answer.
///
/// Nothing here trusts the answer: it may come from a proxy, a login page, or a server gone wrong.
struct AnswerReader: Sendable {
  let server: ServerAddress
  let key: ClientKey

  /// Reads the value of a successful answer.
  ///
  /// - Throws: ``SessionsError`` for every other answer, and for a body that makes no sense.
  func read<Value: Decodable>(_ type: Value.Type, from answer: WireAnswer) throws(SessionsError)
    -> Value
  {
    guard (200..<300).contains(answer.status) else { throw error(in: answer) }
    do {
      return try ContractJSON.decode(type, from: answer.body)
    } catch {
      throw .fault(
        "\(server) answered with something that is no answer of the Sessions API"
          + "\(Self.place(of: error)): \(excerpt(of: answer)). Check the server's URL, and what "
          + "stands between.")
    }
  }

  /// The error that an answer from status 300 up stands for.
  func error(in answer: WireAnswer) -> SessionsError {
    let envelope = try? ContractJSON.decode(ErrorEnvelope.self, from: answer.body)
    let retryAfter = [envelope?.retryAfter, answer.retryAfter].compactMap { $0 }.max()
      .map { max(0, min($0, 86_400)) }
    guard let envelope else { return bareError(answer, retryAfter: retryAfter) }
    let words = sentence(envelope.message)
    return switch answer.status {
    case 401: .unauthorized(words + " " + advice)
    case 403:
      .forbidden(words + " Whoever manages the organisation at \(server) can grant it.")
    case 404: .notFound(words)
    case 409: .conflict(words, retryAfter: envelope.retryAfter ?? answer.retryAfter)
    case 413: .payloadTooLarge(words)
    case 429: .rateLimited(words, retryAfter: retryAfter ?? Self.usualWait)
    case 408, 502, 503, 504:
      .unavailable("\(server) can't answer now: \(words)", retryAfter: retryAfter)
    case 500...: .fault("\(server) met an unexpected fault: \(words)")
    case 405: .fault("\(server) refuses this call: \(words) Check the server's URL.")
    case 400..<500: .badRequest(words)
    default: .fault("\(server) answered \(answer.status): \(words)")
    }
  }

  /// The contract's wait where a 429 names none, in seconds.
  private static let usualWait = 30

  /// The error for an answer whose body is not the contract's envelope.
  private func bareError(_ answer: WireAnswer, retryAfter: Int?) -> SessionsError {
    let what = "\(server) answered \(answer.status) with \(excerpt(of: answer))"
    return switch answer.status {
    case 401: .unauthorized("\(what). \(advice)")
    case 403: .forbidden("\(what). Something in front of the server may refuse this network.")
    case 407: .unavailable("The proxy on the way to \(server) wants a login.", retryAfter: nil)
    case 413: .payloadTooLarge("\(what). Send less.")
    case 429: .rateLimited("\(what).", retryAfter: retryAfter ?? Self.usualWait)
    case 408, 502, 503, 504: .unavailable("\(what). Try again later.", retryAfter: retryAfter)
    case 300..<400: .fault("\(what), a redirection that can't be followed.")
    case 500...: .fault("\(what), an unexpected fault of the server.")
    default:
      .fault("\(what), which is no answer of the Sessions API. Check the server's URL.")
    }
  }

  /// What to do about a key that is refused.
  private var advice: String {
    guard let variable = key.variable else {
      return "Get a key from whoever runs \(server), and store it: \(key.loginCommand)"
    }
    return "It is that of the variable \(variable): correct it, or unset it to use a stored one."
  }

  /// A server's own words, safe and ending like a sentence.
  private func sentence(_ text: String) -> String {
    let words = safe(text, limit: 1000)
    guard let last = words.last else { return "No reason was given." }
    return ".!?…".contains(last) ? words : words + "."
  }

  /// The beginning of a body, in quotes, for a message about it.
  private func excerpt(of answer: WireAnswer) -> String {
    guard !answer.body.isEmpty else { return "an empty body" }
    let kind = answer["content-type"].map { safe($0, limit: 60) + ", " } ?? ""
    return "'\(kind)\(safe(String(decoding: answer.body.prefix(400), as: UTF8.self), limit: 80))'"
  }

  /// A text from outside without the key, on one line, without control characters, and short.
  private func safe(_ text: String, limit: Int) -> String {
    let redacted = key.value?.redacted(from: text) ?? text
    var line = ""
    for scalar in redacted.unicodeScalars.prefix(limit * 4) {
      let isPlain = !scalar.properties.isWhitespace && !Self.isControl(scalar)
      if isPlain {
        line.unicodeScalars.append(scalar)
      } else if line.last != " ", !line.isEmpty {
        line.append(" ")
      }
    }
    while line.last == " " { line.removeLast() }
    return line.count > limit ? line.prefix(limit) + "…" : line
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: true
    default: false
    }
  }

  /// The path of the field that could not be read.
  private static func place(of error: any Error) -> String {
    let context: DecodingError.Context? =
      switch error as? DecodingError {
      case .dataCorrupted(let context), .keyNotFound(_, let context),
        .typeMismatch(_, let context), .valueNotFound(_, let context):
        context
      default: nil
      }
    guard let context else { return "" }
    var path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
    if case .keyNotFound(let key, _) = error as? DecodingError { path.append(key.stringValue) }
    return path.isEmpty ? "" : " (field '\(path.joined(separator: "."))')"
  }
}
