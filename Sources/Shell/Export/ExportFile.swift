import CPlatform
import SessionsAPI
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The file that a session is written to.
struct ExportFile {
  /// The path as people are told it.
  private let path: String
  /// Whether the name was made here, so that another may be taken.
  private let isMade: Bool
  private let isForced: Bool

  /// How many names are tried before the folder must be called full.
  private static let mostNames = 1000
  /// The most bytes of a title in a name: file systems take 255 for all of it.
  private static let longestTitle = 60

  /// Chooses the file: the one that is named, or in the folder that is named or the current one a name
  /// made of date and title.
  init(_ request: ExportRequest, of session: Session) {
    isForced = request.isForced
    let name = Self.name(for: session) + "." + request.format.rawValue
    guard let typed = request.file, !typed.isEmpty else {
      path = name
      isMade = true
      return
    }
    let named = HomeFolder.expanded(typed)
    let isFolder = (try? Stat(FilePath(named)))?.type == .directory
    isMade = isFolder || named.hasSuffix("/")
    path = isMade ? (named.hasSuffix("/") ? named : named + "/") + name : named
  }

  /// Writes a text; the path that was taken.
  ///
  /// - Throws: ``FileError``; ``ShellError/fileExists(_:)``.
  func write(_ text: String) throws -> String {
    if isForced {
      try replace(with: text)
      return path
    }
    // A name that was made here gives way to one with a number; one that was chosen does not.
    for number in 1...(isMade ? Self.mostNames : 1) {
      let path = number == 1 ? path : numbered(number)
      if try Self.create(path, text) { return path }
    }
    throw ShellError.fileExists(path)
  }

  /// Puts the text where a file may be, which stays as it is until all of the text is on the disk.
  private func replace(with text: String) throws {
    let temporary = "\(path).\(getpid()).part"
    guard try Self.create(temporary, text) else { throw ShellError.fileExists(temporary) }
    guard rename(temporary, path) != 0 else { return }
    let error = FileError(path: path, action: "replace")
    unlink(temporary)
    throw error
  }

  /// Makes a file; false where there is one already.
  private static func create(_ path: String, _ text: String) throws -> Bool {
    let file: OpenFile
    do {
      file = try OpenFile(
        path, .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
    } catch {
      guard error.code == Errno.fileExists.rawValue else { throw error }
      return false
    }
    defer { file.close() }
    do {
      try file.write(Array(text.utf8))
      try file.synchronize()
    } catch {
      // Half a page is worse than none.
      unlink(path)
      throw error
    }
    return true
  }

  private func numbered(_ number: Int) -> String {
    guard let dot = path.lastIndex(of: ".") else { return "\(path)-\(number)" }
    return "\(path[..<dot])-\(number)\(path[dot...])"
  }

  /// `2026-03-10-why-did-checkout-start-failing`.
  private static func name(for session: Session) -> String {
    let day = TimeWords(session.createdAt).day
    var words = ""
    for character in (session.title ?? session.input).lowercased() {
      let isPart = character.isLetter || character.isNumber
      if !isPart, words.isEmpty || words.hasSuffix("-") { continue }
      let next = isPart ? String(character) : "-"
      guard words.utf8.count + next.utf8.count <= longestTitle else { break }
      words += next
    }
    while words.hasSuffix("-") { words.removeLast() }
    return words.isEmpty ? "\(day)-session" : "\(day)-\(words)"
  }
}
