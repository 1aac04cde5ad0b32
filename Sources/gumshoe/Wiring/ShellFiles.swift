import Shell

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The files that a shell keeps, whatever service it speaks to.
struct ShellFiles: Sendable {
  let outbox: Outbox
  let history: HistoryFile
  let archive: Archive

  /// Opens the files below the folders; what can't be used is done without, see ``remarks``.
  init(folders: Folders, history: HistoryFile? = nil) throws {
    outbox = Outbox(folder: folders.state)
    archive = try Archive(folder: folders.data)
    self.history =
      history
      ?? HistoryFile(
        folder: folders.state, directory: FileManager.default.currentDirectoryPath)
  }

  /// What had to be done instead of what was wanted.
  var remarks: [Notice] {
    var remarks: [Notice] = []
    if let trouble = outbox.trouble {
      remarks.append(
        .fallback("\(trouble) Lines that wait to be sent are not kept on disk."))
    }
    switch archive.condition {
    case .sound: break
    case .replaced(let path, let keptAs, let reason):
      remarks.append(
        .fallback("The archive '\(path)' was damaged (\(reason)). It is kept as '\(keptAs)'."))
    case .inMemory(let path, let reason):
      remarks.append(
        .fallback("The archive '\(path)' cannot be used (\(reason)). Nothing is kept in it."))
    }
    return remarks
  }
}
