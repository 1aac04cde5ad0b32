import Evidence

/// The message that is meant where a question names none by its looks.
extension Subject {
  /// The entries of the message that a question is about by its words, its failure and the case; nil
  /// where nothing points to any.
  static func meant(
    _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> Subject? {
    guard let meant = MeantMessages.of(question, desk, &report) else { return nil }
    let messages = try await meant.messages(in: question.scope, desk)
    guard let first = messages.first else { return nil }
    let (candidate, isWhole) = (first.candidate, first.scope.window == nil)
    let number =
      candidate.finding.map { report.cite($0) }
      ?? report.cite(candidate.observation.samples[0], count: isWhole ? first.total : 1)
    return Subject(
      scope: first.scope, total: first.total,
      label: label(of: first.scope.services[0], like: number),
      isNearest: candidate.finding == nil, dropped: meant.unknown, finding: candidate.finding,
      message: first, rivals: Array(messages.dropFirst()))
  }

  /// How often the other messages were logged that may be meant, with the first and the last time.
  func rivalRows(_ desk: Desk, _ report: inout ReportBuilder) async throws -> [Report.Claim] {
    var rows: [Report.Claim] = []
    for rival in rivals {
      let found = try await AggregateTool.call(Aggregate(scope: rival.scope, by: .service), desk)
      guard let group = found.groups.first else { continue }
      let number = report.cite(group.first, count: group.count)
      let span = CountAnswer.span(group.first, group.last, report.times)
      rows.append(
        .init(
          "\(report.quote(number)) of \(MarkdownText.name(group.first.service)): "
            + "\(Counting.times(group.count)), \(span)", exhibits: [number]))
    }
    return rows
  }
}
