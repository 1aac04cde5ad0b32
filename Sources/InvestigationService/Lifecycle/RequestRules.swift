import SessionsAPI

/// The rules that bodies and queries have to keep; lengths count Unicode scalars.
enum RequestRules {
  static let longestKey = 128
  static let longestTitle = 256

  /// Checks the body of a create.
  ///
  /// - Throws: ``SessionsError/request(_:)`` naming the field.
  static func check(_ draft: SessionDraft) throws(SessionsError) {
    try check(input: draft.input)
    try checkStorable(draft.idempotencyKey, field: "idempotency_key")
    if let title = draft.title { try checkStorable(title, field: "title") }
    let key = draft.idempotencyKey.unicodeScalars.count
    guard (1...longestKey).contains(key) else {
      throw .request(.length("idempotency_key", key, allowed: 1...longestKey))
    }
    let title = draft.title?.unicodeScalars.count ?? 0
    guard title <= longestTitle else {
      throw .request(.length("title", title, allowed: 0...longestTitle))
    }
  }

  /// Checks a question.
  ///
  /// - Throws: ``SessionsError/request(_:)``.
  static func check(input: String) throws(SessionsError) {
    try checkStorable(input, field: "input")
    guard !input.unicodeScalars.allSatisfy(isBlank) else {
      throw .request(.blankInput)
    }
  }

  /// Whether a scalar shows nothing: white space, or one of the four information separators.
  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
  }

  /// Refuses U+0000, behind which SQLite would forget the rest.
  private static func checkStorable(_ text: String, field: String) throws(SessionsError) {
    guard !text.utf8.contains(0) else {
      throw .request(.holdsNull(field))
    }
  }

  /// Checks which page is asked for.
  ///
  /// - Throws: ``SessionsError/request(_:)`` naming the value.
  static func check(_ request: PageRequest) throws(SessionsError) {
    if let page = request.page, page < 1 {
      throw .request(.noNumber("page", "\(page)"))
    }
    if let limit = request.limit, limit < 1 {
      throw .request(.noNumber("limit", "\(limit)"))
    }
  }

  /// The scalars of an input that a title is looked for in, behind its leading blanks: more than one
  /// can have, and few enough that whatever characters they make take no time to tell apart.
  private static let titleReach = 4096

  /// Makes a title from a question: its first line that says something.
  static func title(from input: String) -> String {
    let begin = input.unicodeScalars.drop(while: isBlank).prefix(titleReach)
    let line = begin.prefix {
      !["\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}"].contains($0)
    }
    let words = String(line).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard words.unicodeScalars.count > longestTitle else { return words }
    return String(String.UnicodeScalarView(words.unicodeScalars.prefix(longestTitle - 1))) + "…"
  }
}
