import CPlatform
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Keeps the files of demos below a folder, and makes them where they are missing or damaged.
///
/// A demo's folder is there as a whole or not at all: it is written under another name and renamed.
/// Beside it lies a list of its files, by which a damaged or older one is told.
package struct DemoLibrary: Sendable {
  /// Rises with every change of what is written.
  private static let edition = 3
  private let folder: String

  /// Makes a library of the demos below a folder.
  package init(folder: String) {
    self.folder = folder
  }

  /// Returns the folder of a demo's files, which are there and whole.
  ///
  /// - Throws: ``DemoError/unwritable(folder:reason:)``.
  package func prepare(_ demo: Demo) throws(DemoError) -> String {
    let path = "\(folder)/\(demo.name)"
    if isWhole(demo, at: path) { return path }
    do {
      try make(demo, at: path)
      // An incident is tens of MB of text, and a shell keeps what it was written in for hours.
      cplatform_trim_memory()
    } catch {
      // Another process may have been faster.
      if isWhole(demo, at: path) { return path }
      throw .unwritable(folder: folder, reason: Self.words(error))
    }
    return path
  }

  private func make(_ demo: Demo, at path: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let draft = "\(folder)/.\(demo.name)-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: draft) }
    try FileManager.default.createDirectory(
      atPath: draft, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    try demo.story.write(to: draft)
    let list = try Self.list(at: draft)
    if isWhole(demo, at: path) { return }
    let old = "\(draft)-old"
    defer { try? FileManager.default.removeItem(atPath: old) }
    rename(path, old)
    guard rename(draft, path) == 0 else {
      throw Errno(rawValue: cplatform_errno())
    }
    try Data(list.utf8).write(to: URL(filePath: listPath(of: demo)), options: .atomic)
  }

  private func listPath(of demo: Demo) -> String { "\(folder)/.\(demo.name).list" }

  private func isWhole(_ demo: Demo, at path: String) -> Bool {
    guard let known = try? String(contentsOfFile: listPath(of: demo), encoding: .utf8) else {
      return false
    }
    let lines = known.split(separator: "\n")
    return lines.first == "edition \(Self.edition)" && lines.count > 1
      && lines.dropFirst().allSatisfy { line in
        let name = line.split(separator: " ").dropLast(2).joined(separator: " ")
        return Self.line(name, at: path) == line
      }
  }

  /// The files of a demo with their sizes and times, as they are.
  private static func list(at path: String) throws -> String {
    let names = try FileManager.default.subpathsOfDirectory(atPath: path).sorted()
    let files = names.filter { name in
      (try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.type]
        as? FileAttributeType) == .typeRegular
    }
    return (["edition \(edition)"] + files.map { line($0, at: path) }).joined(separator: "\n")
      + "\n"
  }

  /// A file with its size and its time.
  private static func line(_ name: String, at path: String) -> String {
    let status = try? Stat("\(path)/\(name)")
    let changed = status.map { withUnsafePointer(to: $0.rawValue, cplatform_modified) } ?? 0
    return "\(name) \(status?.size ?? -1) \(changed / 1_000_000_000)"
  }

  private static func words(_ error: any Error) -> String {
    if let error = error as? Errno { return error.description }
    if let error = error as? CocoaError {
      switch error.code {
      case .fileWriteNoPermission: return "permission denied"
      case .fileWriteOutOfSpace: return "no space is left"
      case .fileWriteVolumeReadOnly: return "the volume is read-only"
      case .fileWriteFileExists: return "a file is in the way"
      case .fileNoSuchFile: return "no such folder, and none can be made"
      default: return "the file system refused it (error \(error.code.rawValue))"
      }
    }
    return "\(error)"
  }
}
