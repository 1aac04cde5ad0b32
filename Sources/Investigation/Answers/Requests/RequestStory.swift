import Evidence
import Timeline

/// Follows one request through the services, by the identifier that their entries share.
///
/// "trace 77c55969ff" names it; "trace [3]" and "trace the slowest request" name an entry, whose own
/// identifier is taken: `rid=77c55969ff`, `"request_id":"77c55969ff"`.
struct RequestStory {
  /// Writes the way of a request; false where none can be made out.
  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws -> Bool {
    guard let identifier = try await identifier(question, desk, report) else { return false }
    let list = try await TraceTool.call(.init(identifier: identifier), desk)
    let id = MarkdownText.code(Quote.clean(identifier))
    guard let first = list.samples.first, let last = list.samples.last else {
      report.add(.answer, layout: .sentences, [.init("No entry has \(id).")])
      return true
    }
    var services: [String] = []
    for sample in list.samples where !services.contains(sample.service) {
      services.append(sample.service)
    }
    let worst = list.samples.max { ($0.level ?? .trace) < ($1.level ?? .trace) } ?? first
    let number = report.cite((worst.level ?? .trace) >= .warning ? worst : last)
    var text = "\(Counting.of(list.total, "entry")) with \(id), through "
    text += Counting.list(services.map(MarkdownText.name), most: 10)
    if let from = first.time?.instant, let to = last.time?.instant {
      text += ", from \(report.times.full(from)), in \(to.distance(from: from)) ms"
    }
    text += (worst.level ?? .trace) >= .warning ? "; it went wrong with " : "; it ended with "
    text += "\(report.quote(number)) [\(number)]."
    report.add(.answer, layout: .sentences, [.init(text, exhibits: [number])])
    report.addLines(list.samples)
    var scope = Scope()
    scope.terms = [Scope.Term([identifier], isWholeWord: true)]
    report.file.focus.scope = scope
    return true
  }

  /// The identifier that is named, else that of the entry that is meant: an exhibit, the slowest, the
  /// one last spoken of.
  private func identifier(
    _ question: Question, _ desk: Desk, _ report: ReportBuilder
  ) async throws -> String? {
    if let named = question.scope.terms.first?.alternatives.first { return named }
    if let exhibit = question.exhibits.first.flatMap(report.exhibit) {
      return Self.identifier(in: exhibit.sample.text)
    }
    let asksSlowest = Stem.words(question.beginning).contains {
      ["slowest", "longest"].contains($0)
    }
    if asksSlowest, let field = try await DurationFields.slowest(question.scope, desk) {
      let found = try await AggregateTool.call(
        Aggregate(scope: question.scope, measure: .number(field: field)), desk)
      return found.groups.compactMap(\.numbers).first.flatMap { Self.identifier(in: $0.top.text) }
    }
    return report.file.focus.exhibits.lazy.compactMap(report.exhibit)
      .compactMap { Self.identifier(in: $0.sample.text) }.first
  }

  /// The value of the field that tells requests apart in a line; nil where it has none.
  static func identifier(in text: String) -> String? {
    let lowered = text.lowercased()
    guard lowered.utf8.count == text.utf8.count else { return nil }
    for name in names {
      guard let found = lowered.firstRange(of: name) else { continue }
      let rest = text[found.upperBound...].drop { "\"':= ".contains($0) }
      let value = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      // Shorter values are counters, which other things have too.
      if value.utf8.count >= 6, value.contains(where: \.isNumber) { return String(value) }
    }
    return nil
  }

  /// Names of fields that tell requests apart, those of one request before those of a whole trace.
  private static let names = [
    "request_id", "requestid", "request-id", "req_id", "reqid", "rid=", "trace_id", "traceid",
    "trace-id", "correlation_id", "correlationid", "correlation-id",
  ]
}
