/// Keeps the indexes of the last evidence read, for follow-ups on files that have not changed.
actor IndexShelf {
  private var kept: [Kept] = []

  private struct Kept {
    var locations: [String]
    /// The files that were read, as they were before: whatever changed since shows against them.
    var found: EvidenceLocations
    var index: LogIndex
  }

  /// How many indexes are kept.
  private static let capacity = 3

  /// Forgets all indexes.
  func drop() {
    kept = []
  }

  /// The index of some locations: read, unless it was read before and the files are the same.
  func index(
    of locations: [String], progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> LogIndex {
    let found = await EvidenceLocations.find(locations)
    if let known = kept.first(where: { $0.locations == locations }), known.found.isSame(as: found) {
      return known.index
    }
    let index = try await EvidenceReader(locations: locations).index(
      of: found, progress: progress)
    kept.removeAll { $0.locations == locations }
    kept.append(Kept(locations: locations, found: found, index: index))
    if kept.count > Self.capacity { kept.removeFirst() }
    return index
  }
}
