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
    IndexShelf(folder: folder, reading: reading, build: build, least: least) { path in
      !passedOver.contains { path.hasPrefix($0) }
    }
  }
}
