/// Where indexes of files are kept on disk, for questions in other processes and after a restart.
///
/// What reading a file costs is paid once: later looks at the same file take its index. Answers are the
/// same with and without; the folder may be deleted at any time, and several processes share it.
package struct IndexCache: Sendable {
  private let folder: IndexFolder
  private let build: String
  private let passedOver: [String]
  private let least: Int

  /// Makes a cache below a folder, which is made where it is missing.
  ///
  /// - Parameters:
  ///   - folder: The whole path; nil is returned where nothing can be kept there.
  ///   - build: What tells this build of the program from others, whose indexes may mean other things.
  ///   - passedOver: Folders of files that no index is kept of.
  package init?(folder: String, build: String, passingOver passedOver: [String] = []) {
    self.init(
      folder: folder, build: build, passingOver: passedOver, least: IndexShelf.leastSize,
      most: IndexFolder.usualMost)
  }

  /// Makes a cache of files of so many bytes at least, with so many bytes of indexes at the most.
  init?(
    folder: String, build: String, passingOver passedOver: [String] = [], least: Int,
    most: Int = IndexFolder.usualMost
  ) {
    guard let folder = IndexFolder(folder, most: most) else { return nil }
    self.folder = folder
    self.build = build
    self.passedOver = passedOver.map { $0 + "/" }
    self.least = least
  }

  /// The indexes of the files of a reading.
  func shelf(for reading: EvidenceReading) -> IndexShelf {
    IndexShelf(folder: folder, reading: reading, build: build, least: least, isKept: isKept)
  }

  private func isKept(_ path: String) -> Bool {
    !passedOver.contains { path.hasPrefix($0) }
  }

  /// What is known of a file before it is read, or else found out and kept; `what` names it.
  ///
  /// What is found out is not kept where that takes more room than ``IndexFolder`` gives.
  func known<Known: Storable>(
    _ what: String, _ detail: Int, of file: EvidenceFile, _ seal: FileSeal?, find: () -> Known?
  ) -> Known? {
    guard isKept(file.path), file.size >= least else { return find() }
    let key = IndexKey(what, detail, of: file, seal, build: build)
    if let bytes = folder.bytes(of: key.name) {
      let known = IndexFile.unpacked(bytes, of: key.content) {
        reader throws(DamagedIndex) in try Known(from: &reader)
      }
      if let known { return known }
    }
    guard let found = find() else { return nil }
    folder.save(IndexFile.packed(of: key.content) { found.write(to: &$0) }, as: key.name)
    return found
  }
}
