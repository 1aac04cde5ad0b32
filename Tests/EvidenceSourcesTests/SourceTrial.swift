import Foundation
import TestSupport
import Timeline

@testable import EvidenceSources
@testable import Investigation

/// One source that is asked, with a folder for what it hands over.
struct SourceTrial {
  let folder: TemporaryFolder
  let sink: SourceSink

  /// 14 March 2026, 10:00 to 11:00 UTC.
  static let window = TimeWindow(
    from: Instant(milliseconds: 1_773_482_400_000),
    through: Instant(milliseconds: 1_773_486_000_000))

  init(limits: SourceLimits = SourceLimits()) throws {
    folder = try TemporaryFolder()
    sink = SourceSink(of: SettingPlace("trial"), limits: limits, folder: folder.path)
  }

  /// Asks a source; what ended it, nil where nothing did.
  func ask(_ source: any RemoteSource, words: [String] = []) async throws -> SourceFailure? {
    do {
      try await source.fetch(
        SourceWish(window: Self.window, words: words, isRecent: false), into: sink)
      return nil
    } catch let failure as SourceFailure {
      return failure
    }
  }

  /// The text of a file that was kept.
  func text(_ name: String) throws -> String {
    String(decoding: try folder.bytes(name), as: UTF8.self)
  }

  /// The names of what is kept.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }
}

extension SourceSettings {
  /// The source of a shell script's output.
  static func script(_ text: String, in folder: TemporaryFolder) throws -> SourceSettings {
    let path = try folder.write("script-\(UUID().uuidString)", text)
    return SourceSettings(name: "trial", kind: .command, command: ["/bin/sh", path])
  }
}
