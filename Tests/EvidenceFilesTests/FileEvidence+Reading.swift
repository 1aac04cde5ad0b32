import Evidence

@testable import EvidenceFiles

/// Reads what some locations name, anew.
func read(
  _ locations: [String], threads: Int = 0, limit: Int? = nil, meter: ReadingMeter? = nil
) async throws -> FileEvidence {
  try await FileEvidence.read(
    EvidenceLocations(locations), source: "files", limit: limit, threads: threads, meter: meter)
}

extension FileEvidence {
  /// The files that were read.
  var files: [Catalog.File] { catalog.files }
  /// What was not read.
  var unread: [Catalog.Unread] { catalog.unread }
  /// The templates in their order, each once.
  var templates: [String] { Set(observations.map(\.template)).sorted() }
  /// All quoted entries.
  var samples: [Sample] { observations.flatMap(\.samples) }
}

extension Observation {
  /// The template of a log's message.
  var template: String {
    if case .entries(let template, _) = measure { template } else { "" }
  }

  /// The level of a log's message.
  var level: Level? {
    if case .entries(_, let level) = measure { level } else { nil }
  }
}

extension Sample {
  /// The cited line.
  var line: Int {
    if case .line(_, let number) = reference.locator { number } else { 0 }
  }

  /// The cited file.
  var path: String {
    if case .line(let path, _) = reference.locator { path } else { "" }
  }
}
