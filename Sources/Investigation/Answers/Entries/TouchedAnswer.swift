import Evidence

/// Whether what a question names is touched by the trouble as well, by the entries that name it: "is PortalPool
/// affected too?".
struct TouchedAnswer: SoughtAnswer {
  private let name: String
  private let all: Int
  private let bad: SampleList

  /// Nil where it is not asked so, or no entry names it.
  ///
  /// - Throws: `CancellationError`.
  static func of(_ question: Question, _ file: Case, _ desk: Desk) async throws -> TouchedAnswer? {
    let tokens = TypedWords.of(question.beginning)
    let words = tokens.map { $0.lowercased() }
    guard !desk.hasNoEntries, TrendWords.isYesNo(words), words.count <= longest,
      let verb = words.firstIndex(where: touched.contains), verb > 1,
      words[(verb + 1)...].allSatisfy(QuestionWords.stop.contains)
    else { return nil }
    let names = Array(zip(tokens, words))[..<verb].filter { !QuestionWords.stop.contains($0.1) }
      .map(\.0)
    // What has a log of its own is judged by that.
    let known = Set(
      (desk.catalog.services.map(\.name) + desk.catalog.hosts).map { $0.lowercased() })
    guard let name = names.first, names.count == 1,
      question.scope.services.isEmpty || question.inherited.contains(.subject),
      !known.contains(name.lowercased()),
      name.contains(where: { $0.isUppercase || $0.isNumber })
        || question.unknownWords.contains(name.lowercased())
    else { return nil }
    var scope = Scope()
    scope.terms = [Scope.Term([name], isWholeWord: true)]
    let all = try await desk.count(scope)
    guard all > 0 else { return nil }
    scope.minimumLevel = .warning
    let bad = try await SearchTool.call(.init(scope: scope, order: .earliest, limit: most), desk)
    return TouchedAnswer(name: name, all: all, bad: bad)
  }

  private static let longest = 8
  /// Entries that are shown.
  private static let most = 3
  private static let touched: Set = ["affected", "impacted", "touched"]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let code = MarkdownText.code(Quote.clean(name))
    var claim = Report.Claim(
      "No: of \(Counting.of(all, "entry")) that \(all == 1 ? "names" : "name") \(code) none is a "
        + "warning or an error.")
    if !bad.samples.isEmpty {
      let list = ObjectWords.list(
        bad.samples.map { sample in
          let number = report.cite(sample)
          return .init("\(report.quote(number)) [\(number)]", exhibits: [number])
        })
      claim = .init(
        "Yes: \(bad.total) of \(Counting.of(all, "entry")) that \(all == 1 ? "names" : "name") "
          + "\(code) \(bad.total == 1 ? "is a warning or an error" : "are warnings or errors"): "
          + "\(list.text).", exhibits: list.exhibits)
    }
    report.add(.answer, layout: .sentences, [claim])
    report.addEvidence()
    report.readByName()
  }
}
