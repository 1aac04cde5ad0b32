import CPlatform
import SystemPackage
package import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What was fetched for a session, kept beside the files, so that the same case gives the same report.
///
///     SESSION/fetched.json      this log
///     SESSION/1/prod/…          what the first fetching got of the source prod
package struct FetchLog: Hashable, Sendable, Codable {
  package private(set) var version = 1
  package var fetches: [Fetch] = []

  package init() {}

  /// One source that was asked for one window.
  package struct Fetch: Hashable, Sendable, Codable {
    /// How the session names the source: `prod`, `prometheus=http://…`.
    package var source: String
    /// What reports call it.
    package var name: String
    /// The window that was asked for, what lies before the incident included.
    package var window: TimeWindow
    /// When it was asked.
    package var time: Instant
    /// The folder of its files, below the session's.
    package var folder: String
    package var fetched: FetchedFiles
    /// What ended it before its end, as a sentence.
    package var failure: String?
    /// Whether it is to be asked again: `/refresh`.
    package var isStale = false
    /// Whether no time was asked, so that the window is that of the present; nil in older logs.
    package var isOpen: Bool?
    /// The time that the question was about, within the window; nil in older logs.
    package var meant: TimeWindow?

    /// The files that are there.
    package var files: [FetchedFiles.File] { fetched.files.filter { !$0.isGone } }
    /// Whether its window ended in the present then.
    var wasRecent: Bool { time.distance(from: window.upperBound) < FetchLog.recent }
    /// Whether nothing came because something was wrong.
    var hasFailed: Bool { failure != nil && files.isEmpty }
  }

  /// The sum of the requests that were made.
  package var requests: Int { fetches.reduce(0) { $0 + $1.fetched.requests } }
  /// The sum of the bytes that came.
  package var bytes: Int { fetches.reduce(0) { $0 + $1.fetched.bytes } }

  /// The stretch of time over all that was fetched; nil where nothing was.
  var window: TimeWindow? {
    fetches.map(\.window).reduce(TimeWindow?.none) { sum, window in
      sum.map { $0.union(window) } ?? window
    }
  }

  /// Reads the log of a folder; empty where there is none that can be read.
  package static func read(in folder: String) -> FetchLog {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(fileName)"),
      let log = try? JSONDecoder().decode(FetchLog.self, from: data), log.version == 1
    else { return FetchLog() }
    return log
  }

  /// Writes the log, so that a reader sees the old one or the new.
  ///
  /// - Throws: `Errno`.
  package func write(in folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(self)
    let path = "\(folder)/\(Self.fileName)"
    let temporary = path + ".new"
    unlink(temporary)
    let file = try FileDescriptor.open(
      temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
      permissions: .ownerReadWrite)
    _ = try file.closeAfter { try file.writeAll(data) }
    guard rename(temporary, path) == 0 else { throw Errno(rawValue: cplatform_errno()) }
  }

  /// How long ago a window may have ended for the present to tell of it: ten minutes.
  static let recent: Int64 = 600_000

  private static let fileName = "fetched.json"
}
