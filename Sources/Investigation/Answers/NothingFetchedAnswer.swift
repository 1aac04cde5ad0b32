import Evidence

/// Says that no source had anything of what was asked, in place of an all-clear.
struct NothingFetchedAnswer: ActAnswer {
  /// Nil where there is something to read.
  init?(_ inquiry: Inquiry, _ desk: Desk) {
    let catalog = desk.catalog
    guard inquiry.saysWhatIsMissing, catalog.entries == 0, catalog.files.isEmpty,
      desk.evidence.observations.isEmpty
    else { return nil }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    report.add(
      .answer, layout: .sentences,
      [
        .init(
          "Nothing can be said of it: no source gave anything to look at, which is no sign that all is "
            + "well.")
      ])
    report.add(.notSeen, NotSeen.claims(desk))
  }
}
