import Evidence

/// What remote sources did not give: nothing to read, and a note of each in the catalog.
struct UnseenEvidence: EvidenceSource {
  let catalog: Catalog
  let observations: [Observation] = []

  init(_ unseen: [Inquiry.Unseen]) {
    var catalog = Catalog()
    catalog.unread = unseen.map { Catalog.Unread(path: $0.source, reason: $0.reason) }
    self.catalog = catalog
  }

  func samples(_ scope: Scope, order: SampleOrder, limit: Int) -> SampleList { SampleList() }

  func aggregate(_ aggregate: Aggregate) -> Aggregation { Aggregation() }

  func surroundings(of reference: Reference, before: Int, after: Int) -> [ContextLine]? { nil }
}

extension Inquiry {
  /// Whether sources were asked and did not give all: that can be reported on, also where it is all.
  var saysWhatIsMissing: Bool { !unseen.isEmpty || !remarks.isEmpty }
}
