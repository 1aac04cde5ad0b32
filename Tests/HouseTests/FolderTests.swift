import Foundation
import Testing

/// Reads which folders of a target use each other's types, and fails on circles between them.
@Suite struct FolderTests {
  private static let sources = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources")

  static let targets: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: sources.path)) ?? []).sorted()
    .filter { !$0.hasPrefix(".") }

  @Test(arguments: targets)
  func `folders of a target form no circle`(target: String) throws {
    let arrows = try Self.arrows(in: target)
    let circle = Self.circle(arrows)
    #expect(circle == nil, "\(target): \(circle?.joined(separator: " → ") ?? "")")
  }

  /// For each folder the folders whose types it names; files beside the folders belong to none.
  private static func arrows(in target: String) throws -> [String: Set<String>] {
    let base = sources.appending(path: target).path
    let walker = try #require(FileManager.default.enumerator(atPath: base))
    var code: [String: [String]] = [:]
    for case let file as String in walker where file.hasSuffix(".swift") {
      guard let slash = file.firstIndex(of: "/") else { continue }
      let text = try String(contentsOfFile: "\(base)/\(file)", encoding: .utf8)
      code[String(file[..<slash]), default: []].append(withoutComments(text))
    }
    var owners: [String: Set<String>] = [:]
    // Only what stands at the margin: a nested type is named through its parent.
    let declaration = try Regex(
      #"^(?:(?:package|public|internal|final|indirect|@\w+(?:\([^)]*\))?) +)*(?:struct|class|enum|actor|protocol|typealias) +(\w+)"#
    ).anchorsMatchLineEndings()
    for (folder, texts) in code {
      for text in texts {
        for match in text.matches(of: declaration) {
          if let name = match.output[1].substring {
            owners[String(name), default: []].insert(folder)
          }
        }
      }
    }
    var arrows: [String: Set<String>] = [:]
    for (folder, texts) in code {
      arrows[folder] = []
      for text in texts {
        for word in Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)) {
          guard let found = owners[word], !found.contains(folder), found.count == 1 else {
            continue
          }
          arrows[folder]?.formUnion(found)
        }
      }
    }
    return arrows
  }

  /// A way that leads back to where it began, nil where there is none.
  private static func circle(_ arrows: [String: Set<String>]) -> [String]? {
    var done: Set<String> = []
    func visit(_ folder: String, _ way: [String]) -> [String]? {
      if let start = way.firstIndex(of: folder) { return Array(way[start...]) + [folder] }
      guard done.insert(folder).inserted || way.isEmpty else { return nil }
      for next in (arrows[folder] ?? []).sorted() {
        if let found = visit(next, way + [folder]) { return found }
      }
      return nil
    }
    for folder in arrows.keys.sorted() {
      done.removeAll()
      if let found = visit(folder, []) { return found }
    }
    return nil
  }

  private static func withoutComments(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.firstRange(of: "//").map { String(line[..<$0.lowerBound]) } ?? String(line)
    }.joined(separator: "\n")
  }
}
