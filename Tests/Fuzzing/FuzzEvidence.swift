import Foundation

@testable import Investigation

/// What inputs are tried against: a small log, or a log made of the input.
enum FuzzEvidence {
  /// A few lines of two services, indexed once.
  static let small: (index: LogIndex, catalog: EvidenceCatalog, detections: Detections) = {
    let lines = (0..<120).map { number in
      let time = "2026-03-10T10:\(number / 2 + 10):\(number % 2 * 30 + 10)Z"
      return number < 80
        ? "\(time) INFO cart order \(number) placed\n" : "\(time) ERROR cart pool exhausted (4/4)\n"
    }
    let index = Array(lines.joined().utf8).withUnsafeBufferPointer { log($0) }
    return (
      index, EvidenceCatalog(index), AnomalyDetector(index: index, baseline: nil).detect()
    )
  }()

  /// A folder of this process's own, in memory where the system has such.
  private static let folder: String = {
    let root =
      FileManager.default.fileExists(atPath: "/dev/shm")
      ? "/dev/shm" : FileManager.default.temporaryDirectory.path
    let path = "\(root)/gumshoe-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: FuzzEvidence.folder) }
    return path
  }()

  /// The index of a log of these bytes, searched once besides; by the way that files go.
  static func log(_ bytes: UnsafeBufferPointer<UInt8>) -> LogIndex {
    let path = folder + "/shop.log"
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(file) }
    precondition(write(file, bytes.baseAddress, bytes.count) == bytes.count)
    let reading = EvidenceReading(EvidenceLocations([folder]), window: nil, meter: nil)
    let collector = IndexCollector(reading: reading) { _ in }
    for part in reading.parts.indices {
      collector.merge(part, collector.read(part, isCancelled: { false }))
    }
    let (index, places) = collector.index()
    let search = LogSearch(terms: ["e"], limit: 3)
    let searching = SearchCollector(reading: reading, parts: reading.parts, search: search)
    for part in reading.parts.indices {
      searching.merge(part, searching.read(part, isCancelled: { false }))
    }
    for entry in searching.result(places: places).entries {
      precondition(index.files.indices.contains(entry.excerpt.file))
    }
    return index
  }
}
