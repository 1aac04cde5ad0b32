import CPlatform
import Synchronization
import SystemPackage

/// Where the bytes of a file come from, block by block.
protocol ByteSource: AnyObject {
  /// Why the bytes ended before the file's own end, in words; nil where they did not.
  var shortfall: String? { get }

  /// Fills a part of the buffer from its beginning; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int
}

/// The bytes of an open file as they are, up to the length at which it was found.
final class FileSource: ByteSource {
  private let file: EvidenceFile
  private let descriptor: FileDescriptor
  private let meter: ReadingMeter?
  private var offset: Int
  private(set) var shortfall: String?

  /// Opens a file that was found, unless another has taken its place since.
  ///
  /// - Throws: ``Unreadable`` with the reason.
  init(_ file: EvidenceFile, from offset: Int = 0, meter: ReadingMeter? = nil) throws(Unreadable) {
    let opened: FileDescriptor
    do {
      opened = try FileDescriptor.open(
        FilePath(file.path), .readOnly, options: [.closeOnExec, .nonBlocking])
    } catch {
      throw Unreadable(reason: Unreadable.words(error))
    }
    // Before anything is stored: what is whole when its initialiser throws is ended by `deinit` too,
    // and a second close would hit a file that somebody else has opened meanwhile.
    guard let now = try? opened.stat(),
      EvidenceFile.Version(now).identity == file.version.identity
    else {
      try? opened.close()
      throw Unreadable(reason: "another file has taken its place since it was found")
    }
    self.file = file
    self.offset = offset
    self.meter = meter
    descriptor = opened
  }

  deinit {
    try? descriptor.close()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let wanted = min(buffer.count, file.size.subtractingReportingOverflow(offset).partialValue)
    guard wanted > 0 else { return 0 }
    do {
      let count = try descriptor.read(
        fromAbsoluteOffset: Int64(offset),
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[0..<wanted]))
      offset += count
      meter?.add(count)
      return count
    } catch {
      shortfall = "reading stopped: \(Unreadable.words(error))"
      return 0
    }
  }

  /// The length at which the file was found.
  var size: Int { file.size }

  /// Where reading goes on.
  var position: Int { offset }

  /// Lets reading go on elsewhere.
  func move(to offset: Int) { self.offset = offset }

  /// Returns whether the bytes that were there when the file was found are there still.
  ///
  /// Asked after reading: then whatever was read was read of those.
  func holds(_ seal: FileSeal?) -> Bool {
    guard let now = try? descriptor.stat() else { return false }
    if EvidenceFile.Version(now) == file.version, now.size == file.size { return true }
    return now.size >= file.size && seal != nil && self.seal() == seal
  }

  /// The seal of the bytes there now; nil where there are fewer than were found.
  func seal() -> FileSeal? {
    let end = min(file.size, FileSeal.endLength)
    guard let head = hash(from: 0, count: min(file.size, FileSeal.beginningLength)),
      let tail = hash(from: file.size - end, count: end)
    else { return nil }
    return FileSeal(beginning: head, end: tail)
  }

  private func hash(from start: Int, count: Int) -> UInt64? {
    withUnsafeTemporaryAllocation(byteCount: max(1, count), alignment: 16) { room in
      var filled = 0
      while filled < count {
        let rest = UnsafeMutableRawBufferPointer(rebasing: room[filled..<count])
        let got = try? descriptor.read(fromAbsoluteOffset: Int64(start + filled), into: rest)
        guard let got, got > 0 else { return nil }
        filled += got
      }
      return EvidenceFiles.hash(
        Bytes(rebasing: UnsafeBufferPointer(room.bindMemory(to: UInt8.self))[0..<count]))
    }
  }
}

/// Bytes that lie in memory.
final class TextSource: ByteSource {
  private let bytes: [UInt8]
  private var offset: Int
  let shortfall: String? = nil

  init(_ bytes: [UInt8], from offset: Int = 0) {
    self.bytes = bytes
    self.offset = min(max(offset, 0), bytes.count)
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - offset)
    guard count > 0 else { return 0 }
    bytes[offset..<offset + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
    offset += count
    return count
  }
}

/// The first bytes of another source.
final class LimitedSource: ByteSource {
  private let source: any ByteSource
  private var rest: Int
  var shortfall: String? { source.shortfall }

  init(_ source: any ByteSource, most: Int) {
    self.source = source
    rest = most
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard rest > 0, buffer.count > 0 else { return 0 }
    let count = source.read(
      into: UnsafeMutableRawBufferPointer(rebasing: buffer[0..<min(rest, buffer.count)]))
    rest -= count
    return count
  }
}

/// Why a file could not be read, in words.
struct Unreadable: Error {
  var reason: String

  /// An error of the system in its own words.
  static func words(_ error: any Error) -> String {
    (error as? Errno)?.description ?? "\(error)"
  }
}

/// Hashes of the beginning and the end of a file's bytes, as they were when it was found.
///
/// A log grows behind them. Where they no longer match, other bytes have taken the place of those
/// that were read, and no line of it can be cited.
struct FileSeal: Hashable {
  var beginning: UInt64
  var end: UInt64

  /// Bytes of the beginning that count: more than a header that every file of its kind has.
  static let beginningLength = 16 << 10
  /// Bytes of the end that count: some lines, which no other file has at the same place.
  static let endLength = 4 << 10
}

/// Counts what is read from files, to tell what a question cost.
package final class ReadingMeter: Sendable {
  private let count = Atomic(0)
  /// A meter that counts the same, and more.
  private let outer: ReadingMeter?

  /// Makes a meter; what it counts counts for another one too.
  package init(within outer: ReadingMeter? = nil) {
    self.outer = outer
  }

  /// The bytes read from files so far, compressed ones as they lie there.
  package var bytes: Int { count.load(ordering: .relaxed) }

  func add(_ bytes: Int) {
    count.add(bytes, ordering: .relaxed)
    outer?.add(bytes)
  }
}
