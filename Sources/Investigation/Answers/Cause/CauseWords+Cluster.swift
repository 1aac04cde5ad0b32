import Diagnosis

/// What a cluster's objects show is told in words and cited on each of its sides: no line of them says
/// by itself what is wrong.
extension CauseWords {
  /// The cause in a sentence: whose, what contradicts what, and the lines of both.
  func shown(_ finding: Finding, _ report: inout ReportBuilder) -> Report.Claim {
    let numbers = finding.samples.map { report.cite($0) }
    let marks = numbers.map { "[\($0)]" }.joined(separator: " ")
    let verb = finding.kind.flatMap { FaultKind.named($0)?.verb } ?? "failed"
    return .init(
      "\(MarkdownText.name(finding.service)) \(verb): \(finding.words) \(marks).",
      exhibits: numbers)
  }
}
