import Diagnosis
import Evidence
import Timeline

/// When something was started, or started again: "when was the labeler restarted, and which version?".
struct StartAnswer: ActAnswer {
  /// Whether the version is asked for that something runs with: its last start says it.
  private let asksForVersion: Bool

  /// Nil where a question asks for no start of a process; "when did it start?" asks for the onset.
  init?(_ question: Question) {
    let words = Stem.words(question.beginning)
    // "when did nginx start?" asks of the process that it names.
    let isOfVersion =
      ["which", "what"].contains(words.first ?? "")
      && words.contains { ["version", "versions"].contains($0) }
      && words.contains { ["run", "runs", "running", "live", "now", "currently"].contains($0) }
    asksForVersion = isOfVersion
    if isOfVersion { return }
    let isNamed =
      !question.scope.services.isEmpty && !question.inherited.contains(.subject)
      && words.contains("did") && words.last == "start"
    guard let asker = words.firstIndex(where: ["when", "time", "did", "was"].contains), asker < 3,
      !words.contains(where: ["why", "who", "many", "often"].contains),
      isNamed || Starts.areAsked(words[...])
    else { return nil }
    // "was anything restarted?" asks for changes.
    let isOfAny = words.contains { ["anything", "something", "any", "there"].contains($0) }
    guard words.contains("when") || words.contains("time") || !isOfAny && words.contains("again")
    else { return nil }
  }

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let starts = try await Starts(question, desk, &report)
    if asksForVersion, starts.all.last.map({ !Self.tellsVersion($0.sample) }) ?? true {
      // Fields and objects may tell it all the same.
      try await ActAnswers.answer(for: question.act).write(question, desk, into: &report)
      return
    }
    guard let meant = asksForVersion ? starts.all.last : starts.meant else {
      if let first = try await Self.firstWord(of: question, desk) {
        // A job that begins is no process that was started, and says so in its own words.
        let number = report.cite(first)
        let time = first.time.map { " at \(report.times.full($0.instant))" } ?? ""
        report.add(
          .answer, layout: .sentences,
          [
            .init(
              "\(MarkdownText.name(first.service)) began\(time): \(report.quote(number)) [\(number)].",
              exhibits: [number])
          ])
        report.addEvidence()
        report.file.focus.instant = first.time?.instant
        return
      }
      report.add(
        .answer, layout: .sentences,
        [
          .init(
            "No start\(Subject.label(question.scope.withoutTerms)) stands in what was read.")
        ])
      report.add(.notSeen, NotSeen.claims(desk))
      return
    }
    let number = report.cite(meant.sample)
    let time = meant.time.map { " at \(report.times.full($0))" } ?? ""
    var text = "\(MarkdownText.name(meant.sample.service)) was started\(time): "
    text += "\(report.quote(number)) [\(number)]"
    let versions = VersionFields.fields(in: meant.sample.text).filter { field in
      report.exhibit(number).map { !$0.quote.contains(field) } ?? true
    }
    if !versions.isEmpty {
      text += ", with \(Counting.list(versions.map(MarkdownText.code), most: 3))"
    }
    if !asksForVersion, let onset = starts.onset, let own = meant.time, own < onset {
      text += ", \(TimeText.length(onset.distance(from: own))) before the trouble began; "
      text += "none stands after it"
    }
    report.add(.answer, layout: .sentences, [.init(text + ".", exhibits: [number])])
    let others = starts.all.filter { $0.sample.reference != meant.sample.reference }
    report.add(
      .change, title: "Other starts",
      others.suffix(Self.most).map { start in
        let number = report.cite(start.sample)
        let time = start.time.map { report.times.short($0) + " " } ?? ""
        return .init(
          "\(time)\(MarkdownText.name(start.sample.service)): \(report.quote(number))",
          exhibits: [number])
      })
    report.addEvidence()
    report.file.focus.instant = meant.time
  }

  /// The first entry of the one service that is asked about that tells of a beginning.
  private static func firstWord(of question: Question, _ desk: Desk) async throws -> Sample? {
    guard question.scope.services.count == 1 else { return nil }
    var scope = Scope()
    scope.services = question.scope.services
    scope.terms = [Scope.Term(["started", "starting", "begins", "began", "launched"])]
    return try await SearchTool.call(.init(scope: scope, order: .earliest, limit: 1), desk)
      .samples.first
  }

  /// Whether an entry says a version: in a field, or as a number with two dots.
  private static func tellsVersion(_ sample: Sample) -> Bool {
    !VersionFields.fields(in: sample.text).isEmpty
      || sample.message.split(whereSeparator: { " ,;()".contains($0) }).contains { word in
        let parts = word.drop { $0 == "v" }.split(separator: ".")
        return parts.count == 3 && parts[0].allSatisfy(\.isNumber)
          && parts[1].allSatisfy(\.isNumber)
      }
  }

  /// Other starts that are listed.
  private static let most = 10
}
