/// Keeps the indexes of the last evidence read, for follow-ups.
actor IndexShelf {
  private var kept: [(locations: [String], index: LogIndex)] = []

  /// The index of some locations: read, unless it was read before.
  func index(
    of locations: [String], progress: @escaping @Sendable (InvestigationProgress) -> Void
  ) async throws -> LogIndex {
    if let known = kept.first(where: { $0.locations == locations }) { return known.index }
    let index = try await EvidenceReader(locations: locations).index(progress: progress)
    kept.append((locations, index))
    if kept.count > 3 { kept.removeFirst() }
    return index
  }
}
