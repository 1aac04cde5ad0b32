#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a body says that is not what was asked for: an error's words, a page's title.
struct ServerWords: Hashable {
  let isObject: Bool
  let isHTML: Bool
  /// The title of a web page.
  private(set) var title: String?
  /// An error in the server's words, on one line and short.
  private(set) var error: String?

  /// Looks at the beginning of a body.
  init(_ body: [UInt8]) {
    let first = body.first { $0 > 0x20 }
    isObject = first == UInt8(ascii: "{")
    let start = String(decoding: body.prefix(Self.looked), as: UTF8.self)
    let lowered = start.lowercased()
    isHTML =
      first == UInt8(ascii: "<")
      && ["<html", "<!doctype html", "<head", "<body"].contains { lowered.contains($0) }
    if isHTML {
      if let open = lowered.firstRange(of: "<title>"),
        let close = lowered[open.upperBound...].firstRange(of: "</title>")
      {
        title = Self.line(String(lowered[open.upperBound..<close.lowerBound]))
      }
      error = title.map { "a web page, '\($0)'" }
    } else if isObject {
      let envelope = try? JSONDecoder().decode(Envelope.self, from: Data(body))
      error = (envelope?.error ?? envelope?.message).map(Self.line)
    } else if !start.isEmpty {
      error = Self.line(start)
    }
  }

  /// Bytes that hold a title or a sentence.
  private static let looked = 4096
  /// Characters of a server's words that are repeated.
  private static let longest = 200

  private struct Envelope: Decodable {
    var error: String?
    var message: String?
  }

  /// How a body begins, on one line.
  static func line(_ body: Data) -> String {
    line(String(decoding: body.prefix(looked), as: UTF8.self))
  }

  /// A text from outside on one line, without control characters, and short.
  static func line(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars.prefix(longest * 4) {
      let isPlain =
        !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
        && scalar.properties.generalCategory != .format
      if isPlain {
        line.unicodeScalars.append(scalar)
      } else if !line.isEmpty, line.last != " " {
        line.append(" ")
      }
    }
    while line.last == " " || line.last == "." { line.removeLast() }
    return line.count > longest ? line.prefix(longest) + "…" : line
  }
}
