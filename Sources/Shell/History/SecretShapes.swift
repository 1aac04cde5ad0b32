/// Recognises text that looks like a secret: such lines never enter the history, and the archive
/// masks them.
///
/// Shapes are those that the issuers document; a pattern is a prefix and the characters that follow.
package enum SecretShapes {
  /// One shape: a fixed beginning, and at least so many characters of a kind behind it.
  struct Shape: Sendable {
    var prefix: String
    var minimum: Int
    var body: @Sendable (Character) -> Bool
  }

  private static let word: @Sendable (Character) -> Bool = {
    $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-")
  }
  private static let token: @Sendable (Character) -> Bool = {
    word($0) || "./+=~".contains($0)
  }
  private static let anything: @Sendable (Character) -> Bool = { !$0.isWhitespace }

  /// The table of shapes.
  static let all: [Shape] = [
    Shape(prefix: "trv_ak_", minimum: 8, body: word),
    Shape(prefix: "sk-", minimum: 16, body: word),
    Shape(prefix: "ghp_", minimum: 16, body: word),
    Shape(prefix: "gho_", minimum: 16, body: word),
    Shape(prefix: "ghs_", minimum: 16, body: word),
    Shape(prefix: "github_pat_", minimum: 16, body: word),
    Shape(prefix: "glpat-", minimum: 16, body: word),
    Shape(prefix: "xoxb-", minimum: 10, body: word),
    Shape(prefix: "xoxp-", minimum: 10, body: word),
    Shape(prefix: "AKIA", minimum: 16, body: word),
    Shape(prefix: "ASIA", minimum: 16, body: word),
    Shape(prefix: "AIza", minimum: 30, body: word),
    Shape(prefix: "eyJ", minimum: 30, body: token),
    Shape(prefix: "Bearer ", minimum: 12, body: token),
    Shape(prefix: "bearer ", minimum: 12, body: token),
    Shape(prefix: "password=", minimum: 1, body: anything),
    Shape(prefix: "password: ", minimum: 1, body: anything),
    Shape(prefix: "passwd=", minimum: 1, body: anything),
    Shape(prefix: "secret=", minimum: 1, body: anything),
    Shape(prefix: "api_key=", minimum: 1, body: anything),
    Shape(prefix: "token=", minimum: 1, body: anything),
  ]

  private static let privateKey = "PRIVATE KEY-----"

  /// Whether a text holds anything that looks like a secret.
  package static func occur(in text: String) -> Bool {
    text.contains(privateKey) || all.contains { !ranges(of: $0, in: text).isEmpty }
  }

  /// Replaces what looks like a secret, keeping the beginning that says what it was.
  package static func mask(_ text: String) -> String {
    var text = text
    for shape in all {
      for range in ranges(of: shape, in: text).reversed() {
        text.replaceSubrange(range, with: "***")
      }
    }
    guard let begin = text.range(ofText: "-----BEGIN"), text.contains(privateKey) else {
      return text
    }
    let end = text.range(ofText: "-----END").map(\.upperBound) ?? text.endIndex
    return String(text[..<begin.upperBound]) + " ***"
      + String(text[max(end, begin.upperBound)...].drop { !$0.isNewline })
  }

  /// The parts behind a shape's beginning, wherever it begins a word.
  private static func ranges(of shape: Shape, in text: String) -> [Range<String.Index>] {
    var found: [Range<String.Index>] = []
    var rest = text[...]
    while let prefix = rest.range(ofText: shape.prefix) {
      let body = text[prefix.upperBound...].prefix(while: shape.body)
      let beginsWord =
        prefix.lowerBound == text.startIndex
        || !word(text[text.index(before: prefix.lowerBound)])
      if body.count >= shape.minimum, beginsWord { found.append(body.startIndex..<body.endIndex) }
      rest = text[max(body.endIndex, prefix.upperBound)...]
    }
    return found
  }
}

extension StringProtocol {
  /// The first place where a text occurs.
  func range(ofText text: String) -> Range<Index>? {
    firstRange(of: text)
  }
}
