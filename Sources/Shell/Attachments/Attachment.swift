package import SessionsAPI

/// A file, or what a command printed, that goes with the next message.
package struct Attachment: Hashable, Sendable {
  /// What it is called, and cited as by the embedded service.
  package var name: String
  package var head: LogHead
  package var content: Content
  /// Whether its text was on the screen as it came.
  package var isSeen: Bool

  /// How it gets to whoever answers.
  package enum Content: Hashable, Sendable {
    /// As evidence that lies on this machine.
    case evidence(EvidenceLocation)
    /// Inside the message.
    case text(LogMessage)
  }

  package init(name: String, head: LogHead, content: Content, isSeen: Bool) {
    self.name = name
    self.head = head
    self.content = content
    self.isSeen = isSeen
  }

  /// The evidence that it is, if so.
  var evidence: EvidenceLocation? {
    if case .evidence(let location) = content { location } else { nil }
  }

  /// The text that it is, if so.
  var text: LogMessage? {
    if case .text(let text) = content { text } else { nil }
  }

  /// The name for what a command prints: its words without what no name of a file has.
  ///
  ///     kubectl get pods -n shop   →   kubectl-get-pods-n-shop
  static func name(ofCommand command: String) -> String {
    let words = command.unicodeScalars.split {
      !($0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
        || "._".unicodeScalars.contains($0))
    }.map { String(String.UnicodeScalarView($0)) }
    let name = words.joined(separator: "-").drop { $0 == "." || $0 == "-" }
    return name.isEmpty ? "command" : String(name.prefix(longestName))
  }

  /// Long enough to tell commands apart in a citation, and shorter than any system's names may be.
  private static let longestName = 40
}
