import Foundation

/// Answers of real servers that were recorded; tests that look at them are skipped where they are not.
struct Recorded {
  /// Where they lie, beside the project.
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/recorded")

  /// Whether there are any.
  static var areThere: Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "README.md").path)
  }

  /// A file that was sent to a server.
  static func file(_ server: String, _ name: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: server).appending(path: name))
  }

  let status: Int
  let contentType: String
  let body: Data

  init(_ server: String, _ name: String) throws {
    let folder = Self.folder.appending(path: server)
    body = try Data(contentsOf: folder.appending(path: "r.\(name).json"))
    let head = try String(contentsOf: folder.appending(path: "h.\(name)"), encoding: .utf8)
    let lines = head.split(whereSeparator: \.isNewline)
    status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    contentType =
      lines.first { $0.lowercased().hasPrefix("content-type:") }
      .map { $0.dropFirst("content-type:".count).drop { $0 == " " }.lowercased() } ?? ""
  }
}
