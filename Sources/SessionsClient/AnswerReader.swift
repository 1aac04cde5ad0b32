#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
import SessionsAPI

/// Makes a value of the contract, or an error with the facts that help, of a server's answer.
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
      throw .server(
        "\(server)", .nonsense(field: Self.field(of: error), excerpt: excerpt(of: answer)))
    }
  }

  /// The error that an answer from status 300 up stands for.
  func error(in answer: WireAnswer) -> SessionsError {
    let envelope = try? ContractJSON.decode(ErrorEnvelope.self, from: answer.body)
    let retryAfter = [envelope?.retryAfter, answer.retryAfter].compactMap { $0 }.max()
      .map { max(0, min($0, 86_400)) }
    let problem: ServerProblem =
      if let envelope {
        .answered(
          status: answer.status, words: sentence(envelope.message), retryAfter: retryAfter,
          key: advice)
      } else {
        .bare(
          status: answer.status, excerpt: excerpt(of: answer), retryAfter: retryAfter, key: advice)
      }
    return .server("\(server)", problem)
  }

  /// What to do about a key that is refused.
  private var advice: ServerProblem.KeyAdvice {
    key.variable.map { .variable($0) } ?? .login(key.loginCommand)
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

  /// The path of the field that could not be read; nil where it is the whole.
  private static func field(of error: any Error) -> String? {
    let context: DecodingError.Context? =
      switch error as? DecodingError {
      case .dataCorrupted(let context), .keyNotFound(_, let context),
        .typeMismatch(_, let context), .valueNotFound(_, let context):
        context
      default: nil
      }
    guard let context else { return nil }
    var path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
    if case .keyNotFound(let key, _) = error as? DecodingError { path.append(key.stringValue) }
    return path.isEmpty ? nil : path.joined(separator: ".")
  }
}
