import Evidence
import Foundation
import Investigation

/// Looks up what a report cites: the line exists, and holds the quote and what it was cited for.
///
/// Points of metrics, spans and fields of objects are cited by the lines they stand in, so all kinds are
/// looked up alike. The files are read here by libarchive, not by the engine's own readers.
struct CitationCheck {
  /// The files and folders that were named as evidence.
  private let files: [String]
  private let locations: [String]
  private var read: [String: [String]] = [:]

  init(evidence: [String]) {
    locations = evidence
    files = evidence.flatMap(Self.files)
  }

  /// What of an answer does not hold, each with its place: `[3] cart.log:12 holds no "disk full"`.
  mutating func faults(of answer: Answer) -> [String] {
    let exhibits = CaseFile.read(answer.memory).file.exhibits
    var faults: [String] = []
    for exhibit in exhibits { faults += self.faults(of: exhibit) }
    let known = Set(exhibits.map(\.number))
    for match in answer.markdown.matches(of: /\s\[(\d+)\](?=[\s.,;:\]]|$)/) {
      // Quotes hold such numbers too, but hardly as small as those of exhibits.
      if let number = Int(match.1), number <= known.count + 9, !known.contains(number) {
        faults.append("[\(number)] is cited and is no exhibit")
      }
    }
    return faults
  }

  private mutating func faults(of exhibit: Exhibit) -> [String] {
    var cited = [(exhibit.reference, exhibit.quote)]
    // The row of a point or span: the value alone stands in many lines.
    if !exhibit.sample.text.contains("[masked]") {
      cited.append((exhibit.sample.reference, Quote.clean(exhibit.sample.text)))
    }
    if exhibit.quote.isEmpty { return ["[\(exhibit.number)] \(exhibit.reference) quotes nothing"] }
    return cited.compactMap { reference, text in
      guard case .line(let name, let number) = reference.locator else {
        return "[\(exhibit.number)] \(reference) names no line"
      }
      guard let lines = lines(of: name) else {
        return "[\(exhibit.number)] \(reference): there is no such file"
      }
      // Records of a document on one line are cited by their ordinal.
      let line = lines.count == 1 ? lines[0] : number > 0 ? lines.dropFirst(number - 1).first : nil
      guard let line else { return "[\(exhibit.number)] \(reference): there is no such line" }
      return Self.holds(line, text)
        ? nil : "[\(exhibit.number)] \(reference) holds no \"\(text.prefix(160))\""
    }
  }

  /// JSON in JSON in JSON: no log wraps its entries more often.
  private static let mostEscapes = 3

  /// Whether a line holds a text as it stands there, or what its escapes stand for.
  static func holds(_ line: String, _ text: String) -> Bool {
    var line = line
    for _ in 0...mostEscapes {
      if Quote.clean(line).contains(text) { return true }
      let inner = unescaped(line)
      if inner == line { return false }
      line = inner
    }
    return false
  }

  /// A text with the escapes of JSON undone (RFC 8259, 7).
  private static func unescaped(_ text: String) -> String {
    guard text.contains("\\") else { return text }
    var result = ""
    var rest = text[...]
    while let slash = rest.firstIndex(of: "\\") {
      result += rest[..<slash]
      rest = rest[slash...].dropFirst()
      guard let mark = rest.first else { break }
      rest = rest.dropFirst()
      switch mark {
      case "t": result += "\t"
      case "n", "r", "b", "f": result += "\n"
      case "u":
        let code = UInt32(rest.prefix(4), radix: 16).flatMap(Unicode.Scalar.init)
        result.unicodeScalars.append(code ?? "\u{FFFD}")
        rest = rest.dropFirst(4)
      default: result.append(mark)
      }
    }
    return result + rest
  }

  /// The lines of the file that a citation names; nil where there is none, or more than one.
  private mutating func lines(of name: String) -> [String]? {
    if let known = read[name] { return known }
    let direct = locations.map { $0 + "/" + name }.filter { files.contains($0) }
    let fitting = direct.isEmpty ? files.filter { ("/" + $0).hasSuffix("/" + name) } : direct
    let found =
      fitting.count == 1 ? EvidenceText.lines(of: fitting[0]) : fitting.isEmpty ? member(name) : nil
    read[name] = found
    return found
  }

  /// The lines of a member of an archive: `logs.tar.gz/var/cart.log`.
  private func member(_ name: String) -> [String]? {
    for file in files {
      let base = (file as NSString).lastPathComponent + "/"
      guard let range = ("/" + name).range(of: "/" + base) else { continue }
      let inner = String(("/" + name)[range.upperBound...])
      if let lines = EvidenceText.lines(of: file, member: inner) { return lines }
    }
    return nil
  }

  /// All files below a place, links followed.
  private static func files(below path: String) -> [String] {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: path, isDirectory: &isFolder) else { return [] }
    guard isFolder.boolValue else { return [path] }
    let names = ((try? manager.contentsOfDirectory(atPath: path)) ?? []).sorted()
    return names.flatMap { files(below: path + "/" + $0) }
  }
}
