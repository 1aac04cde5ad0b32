import Diagnosis
import Evidence

/// What stands just before every occurrence of a failure, and elsewhere does not: the one task, account,
/// file or request on which it fails.
///
///     task received: account=88213        task received: account=19736
///     worker died: signal 11              task succeeded
///
/// The message itself is common, the value in it is not: it comes about as often as the failure.
struct FailureTrigger: BesideCause {
  static let looksAgain = true

  /// The line that holds the value, before the first occurrence.
  private let sample: Sample
  private let value: String
  private let occurrences: Int

  /// Occurrences that are looked at, and the fewest that are no chance.
  private static let (most, fewest) = (6, 3)
  /// Lines before an occurrence that may have led to it.
  private static let reach = 12
  /// Values that are looked up: each is a search of its own.
  private static let mostValues = 3
  /// What comes more often has no single trigger.
  private static let mostRepeated = 1000
  /// How many entries there may be of the value for each failure: one that is received, begun and read.
  private static let mostOfValue = 4
  /// How many times as common the message must be as the failure.
  private static let commoner = 3

  /// Nil where the first hypothesis is no repeated failure of a log, or nothing is common.
  init?(of diagnosis: Diagnosis, _ desk: Desk) async throws {
    guard let finding = diagnosis.leading,
      finding.signal == nil, finding.count >= Self.fewest, finding.count <= Self.mostRepeated,
      finding.template != nil, finding.role != .change
    else { return nil }
    switch diagnosis.decision {
    case .cause, .notProven: break
    case .tooLittle, .nothingWrong, .couldNotRead: return nil
    }
    let list = try await SearchTool.call(
      .init(
        scope: IncidentFindings.scope(of: finding), order: .earliest, limit: Self.most), desk)
    guard list.samples.count >= Self.fewest else { return nil }
    var common: [String: ContextLine]?
    for sample in list.samples {
      let values = try await Self.values(before: sample, desk)
      common = common.map { known in known.filter { values[$0.key] != nil } } ?? values
      if common?.isEmpty ?? true { return nil }
    }
    guard let common, case .line(let path, _) = list.samples[0].reference.locator else {
      return nil
    }
    // The longest value is the likeliest to name one thing.
    let ordered = common.sorted { ($0.key.count, $1.key) > ($1.key.count, $0.key) }
    for (value, line) in ordered.prefix(Self.mostValues) {
      var scope = Scope()
      (scope.services, scope.terms) = ([finding.writer], [.init([value])])
      let count = try await Subject.count(scope, desk)
      guard count <= finding.count * Self.mostOfValue,
        Self.commonness(of: line.text, in: finding.writer, desk) >= finding.count * Self.commoner
      else { continue }
      self.value = value
      occurrences = list.samples.count
      sample = Sample(
        reference: Reference(
          source: list.samples[0].reference.source,
          locator: .line(path: path, number: line.number)),
        service: finding.writer, host: list.samples[0].host, text: line.text)
      return
    }
    return nil
  }

  /// The values in the lines just before an entry, each with the last line that holds it.
  private static func values(
    before sample: Sample, _ desk: Desk
  ) async throws -> [String: ContextLine] {
    guard case .line(_, let number) = sample.reference.locator else { return [:] }
    let opened = try await OpenTool.call(
      .init(reference: sample.reference, before: reach, after: 0), desk)
    var values: [String: ContextLine] = [:]
    for line in opened.lines ?? [] where line.number < number {
      for value in tokens(of: line.text) { values[value] = line }
    }
    return values
  }

  /// Identifiers in a line: what holds digits, and is no time.
  private static func tokens(of text: String) -> Set<String> {
    Set(
      text.prefix(600).split { " \t\"'`,;=()[]{}<>|".contains($0) }.compactMap { part in
        let token = part.trimming { ".:!?/".contains($0) }
        let digits = token.count(where: \.isNumber)
        guard (4...80).contains(token.count), digits >= 2,
          token.count(where: { $0 == ":" }) < 2,
          !isMeasure(token), !token.contains("."),
          token.count(where: { $0 == "-" }) != 2 || token.count > 10
        else { return nil }
        return String(token)
      })
  }

  /// Whether a value is a number with its unit, which names nothing: `192ms`, `512Mi`.
  private static func isMeasure(_ token: some StringProtocol) -> Bool {
    let unit = token.drop(while: \.isNumber)
    return unit.count < token.count && units.contains(unit.lowercased())
  }

  private static let units: Set<String> = [
    "ms", "us", "µs", "ns", "s", "sec", "min", "b", "kb", "mb", "gb", "ki", "mi", "gi", "kib",
    "mib",
    "gib", "kbps", "mbps", "%", "bytes", "rps",
  ]

  /// How many entries of a service are like a line but for its values.
  private static func commonness(of line: String, in service: String, _ desk: Desk) -> Int {
    let shape = shape(of: line)
    return desk.evidence.observations.filter { observation in
      guard observation.service == service, case .entries = observation.measure,
        let sample = observation.samples.first
      else { return false }
      return Self.shape(of: sample.text) == shape
    }.reduce(0) { $0 + $1.count }
  }

  /// A line without its values: its words that have no digits.
  private static func shape(of line: String) -> [Substring] {
    line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.filter {
      !$0.contains(where: \.isNumber)
    }
  }

  /// The sentence that says what is common.
  func claims(_ report: inout ReportBuilder) -> [Report.Claim] {
    let number = report.cite(sample, telling: value)
    return [
      .init(
        "Just before each of the \(occurrences) that were looked at stands the same "
          + "\(MarkdownText.code(Quote.clean(value))): \(report.quote(number, around: [value])) [\(number)].",
        exhibits: [number])
    ]
  }
}
