/// An incident, or a quiet time, that can be told in files.
package protocol Story: Sendable {
  /// What somebody would ask who only feels it.
  var question: String { get }
  /// What is true of it; nil where nothing is wrong.
  var truth: Truth? { get }
  /// Its end, in milliseconds since 1970: the time that its files carry.
  var end: Int64 { get }

  /// Writes its files below a folder; the same story writes the same bytes.
  ///
  /// - Throws: What the file system says.
  func tell(to folder: EvidenceFolder) throws
}

extension Story {
  /// Writes its files below a folder, which is made where it is missing.
  ///
  /// - Throws: What the file system says.
  package func write(to folder: String) throws {
    try tell(to: EvidenceFolder(path: folder, time: end))
  }
}

/// What an investigation should find.
package struct Truth: Sendable, Hashable {
  package var service: String
  /// The kind of cause.
  package var kind: String
  /// Parts of the evidence, or of what it comes to, that tell of the cause and of nothing else.
  package var markers: [String]
  package var onsetMilliseconds: Int64
  /// A part of the change that led to it; nil where nothing was changed.
  package var change: String?
}
