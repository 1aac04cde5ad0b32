/// The indexes on disk of the files of one reading: finds those that hold, and keeps new ones.
///
/// An index is of a file, or of an archive with all its members. What it is of is looked at before a
/// reading begins, all else when it is read.
struct IndexShelf: Sendable {
  private let folder: IndexFolder
  private let reading: EvidenceReading
  private let files: [IndexedFile]
  /// The number of the file that a piece belongs to.
  private let fileOfPiece: [Int: Int]

  /// A file whose index is worth keeping.
  struct IndexedFile: Sendable {
    var key: IndexKey
    var pieces: Range<Int>
    /// Its parts, and the plans that these have files in.
    var parts: [Int]
    var plans: [Int]
  }

  /// Files that are smaller are read faster than their index is found; packed bytes count as in a limit.
  static let leastSize = 256 << 10

  init(
    folder: IndexFolder, reading: EvidenceReading, build: String, least: Int,
    isKept: (String) -> Bool
  ) {
    self.folder = folder
    self.reading = reading
    var files: [IndexedFile] = []
    var fileOfPiece: [Int: Int] = [:]
    var start = 0
    while start < reading.pieces.count {
      let first = reading.plan(ofPiece: start)
      var end = start + 1
      while end < reading.pieces.count, reading.plan(ofPiece: end) == first { end += 1 }
      let plan = reading.plans[first]
      if plan.weight >= least, plan.file.version != .memory, isKept(plan.file.path) {
        let parts = Array(reading.pieces[start..<end].joined())
        var plans: [Int] = []
        for part in parts where plans.last != reading.parts[part].plan {
          plans.append(reading.parts[part].plan)
        }
        for piece in start..<end { fileOfPiece[piece] = files.count }
        files.append(
          IndexedFile(
            key: IndexKey(
              plans: plans.map { reading.plans[$0] }, source: reading.source, build: build),
            pieces: start..<end, parts: parts, plans: plans))
      }
      start = end
    }
    self.files = files
    self.fileOfPiece = fileOfPiece
  }

  /// The file that a piece is of; nil where no index of it is kept.
  func file(ofPiece piece: Int) -> IndexedFile? { fileOfPiece[piece].map { files[$0] } }

  /// Whether an index lies there that seems to be of this very file.
  func holds(_ file: IndexedFile) -> Bool {
    let content = file.key.content
    guard
      let found = folder.beginning(of: file.key.name, count: IndexFile.beginning(content))
    else { return false }
    return IndexFile.begins(found.bytes, of: content, length: found.length)
  }

  /// Reads the index of a file; nil where it does not hold after all.
  func load(_ file: IndexedFile) -> IndexCollector.Piece? {
    guard let bytes = folder.bytes(of: file.key.name) else { return nil }
    return IndexFile.unpacked(bytes, of: file.key.content, files: file.plans) {
      reader throws(DamagedIndex) in
      try IndexCollector.Piece(from: &reader, parts: file.parts)
    }
  }

  /// The index of a file as it lies on disk.
  func bytes(_ piece: IndexCollector.Piece, of file: IndexedFile) -> [UInt8] {
    IndexFile.packed(of: file.key.content, files: file.plans) { piece.write(to: &$0) }
  }

  /// Keeps the index of a file.
  func save(_ bytes: [UInt8], of file: IndexedFile) {
    folder.save(bytes, as: file.key.name)
  }

  /// Lets go of the oldest indexes, where all take too much.
  func trim() { folder.trim() }
}

extension IndexCollector.Piece {
  fileprivate func write(to store: inout StoreWriter) {
    draft.write(to: &store)
    // Each part has a table of its own for the names of services, mostly the same ones.
    store.put(UInt64(parts.count))
    for part in parts {
      store.put(UInt64(part.services.count))
      for name in part.services { store.put(name) }
      part.facts.write(to: &store)
      part.summary.write(to: &store)
    }
  }

  /// Reads what was written of so many parts, in their order.
  fileprivate init(
    from store: inout StoreReader, parts numbers: [Int]
  ) throws(DamagedIndex) {
    self.init(draft: try IndexDraft(from: &store))
    guard try store.count() == numbers.count else { throw DamagedIndex() }
    for number in numbers {
      var services: [String] = []
      for _ in 0..<(try store.count()) { services.append(try store.text()) }
      let facts = try PartFacts(from: &store)
      guard facts.services.allSatisfy({ services.indices.contains(Int($0)) }) else {
        throw DamagedIndex()
      }
      parts.append((number, facts, services, try PartSummary(from: &store)))
    }
  }
}

extension PartSummary: Storable {
  func write(to store: inout StoreWriter) {
    store.put(lines)
    store.put(cutLines)
    store.put(observed.observations)
    store.put(UInt64(observed.notes.count))
    for note in observed.notes { store.put(note) }
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    lines = try store.counted()
    cutLines = try store.counted()
    observed.observations = try store.items()
    for _ in 0..<(try store.count()) { observed.notes.append(try store.text()) }
  }
}
