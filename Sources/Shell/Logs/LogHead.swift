/// How much of a log there is, and how it begins: what is shown of it before it is handed on.
package struct LogHead: Hashable, Sendable {
  package private(set) var bytes = 0
  package private(set) var lines = 0
  /// The first lines, each cut where it is long.
  package private(set) var first: [String] = []
  private var open: [UInt8] = []
  private var endsInNewline = true

  /// The lines that tell a log from another.
  private static let shownLines = 8
  /// The bytes of a line that are shown: more than any window is wide.
  private static let shownBytes = 400

  package init() {}

  /// Takes the next bytes in.
  package mutating func take(_ piece: some Collection<UInt8>) {
    guard !piece.isEmpty else { return }
    bytes += piece.count
    for byte in piece {
      if endsInNewline { lines += 1 }
      endsInNewline = byte == UInt8(ascii: "\n")
      guard first.count < Self.shownLines else { continue }
      if endsInNewline { close() } else if open.count < Self.shownBytes { open.append(byte) }
    }
  }

  /// Takes the end in.
  package mutating func finish() {
    if !endsInNewline, first.count < Self.shownLines { close() }
  }

  private mutating func close() {
    first.append(String(decoding: open, as: UTF8.self))
    open = []
  }
}
