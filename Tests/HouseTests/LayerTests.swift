import Foundation
import Testing

/// Reads the import lines of every target and fails where an arrow points up.
@Suite struct LayerTests {
  /// What each target may import of ours, the bottom of the house first.
  static let arrows: [(target: String, mayImport: Set<String>)] = [
    ("Timeline", []),
    ("SessionsAPI", ["Timeline"]),
    ("SessionsClient", ["SessionsAPI"]),
    ("Redaction", []),
    ("Evidence", ["Timeline"]),
    ("EvidenceFiles", ["Evidence", "Timeline", "CArchive", "CInflate", "CPlatform"]),
    ("Diagnosis", ["Evidence", "Timeline"]),
    ("Investigation", ["Evidence", "Diagnosis", "Redaction", "Timeline"]),
    ("EngineProcess", ["Investigation", "CPlatform"]),
    (
      "EvidenceSources",
      [
        "CPlatform", "Evidence", "Investigation", "Redaction", "SessionsAPI", "SessionsClient",
        "Timeline",
      ]
    ),
    ("OwnerLock", ["CPlatform"]),
    ("DemoIncident", ["CPlatform", "CZlib", "Timeline"]),
    (
      "InvestigationService",
      ["CDigest", "CPlatform", "SessionsAPI", "Investigation", "OwnerLock", "Timeline"]
    ),
    ("SessionsServer", ["SessionsAPI", "InvestigationService"]),
    ("Terminal", ["CMarkdown"]),
    ("LineEditing", ["CLibEdit", "CPlatform", "Terminal"]),
    ("Shell", ["CPlatform", "SessionsAPI", "OwnerLock", "Redaction", "Terminal", "LineEditing"]),
    (
      "gumshoe",
      [
        "CPlatform", "SessionsAPI", "SessionsClient", "EvidenceFiles", "EvidenceSources",
        "Investigation", "EngineProcess", "DemoIncident", "InvestigationService", "Redaction",
        "SessionsServer", "Terminal", "LineEditing", "Shell", "Timeline",
      ]
    ),
  ]

  /// The project's folder.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func names(below folder: String) throws -> Set<String> {
    let entries = try FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: folder).path)
    return Set(entries.filter { !$0.hasPrefix(".") })
  }

  @Test(arguments: arrows)
  func `a target imports only what lies below it`(
    target: String, mayImport: Set<String>
  ) throws {
    let ours = try Self.names(below: "Sources").union(try Self.names(below: "Modules"))
    let folder = Self.root.appending(path: "Sources/\(target)").path
    let files = try #require(FileManager.default.enumerator(atPath: folder))
    var count = 0
    for case let file as String in files where file.hasSuffix(".swift") {
      count += 1
      let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ").map(String.init)
        guard let position = words.firstIndex(of: "import"), position + 1 < words.count,
          words[..<position].allSatisfy({
            ["package", "public", "internal", "private"].contains($0) || $0.hasPrefix("@")
          })
        else { continue }
        let module = String(words[position + 1].prefix { $0 != "." })
        #expect(
          !ours.contains(module) || mayImport.contains(module),
          "\(target)/\(file) imports \(module)")
      }
    }
    #expect(count > 0, "no file was read in \(folder)")
  }

  @Test func `every target has its place in the house`() throws {
    #expect(try Self.names(below: "Sources") == Set(Self.arrows.map(\.target)))
  }

  @Test func `the top level holds nothing but what the design names`() throws {
    let allowed: Set = [
      "Package.swift", "Sources", "Tests", "Modules", "README.md", "Makefile", "LICENSE",
      "Package.resolved",
    ]
    #expect(try Self.names(below: "").subtracting(allowed).isEmpty)
  }
}
