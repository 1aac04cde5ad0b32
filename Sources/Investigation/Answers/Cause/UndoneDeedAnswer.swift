import Diagnosis
import Evidence
import Timeline

/// Why something was not done that should have been: "why was it not renewed?", "why wasnt the certificate renewed in
/// time?".
///
/// Who does such things says in its own errors what kept it from that.
struct UndoneDeedAnswer: SoughtAnswer {
  /// The errors of those that tell of the deed, the nearest to the question first; never empty.
  private let errors: [Observation]

  /// Nil where no deed is asked for that was not done, or nobody that tells of it failed.
  ///
  /// - Throws: `CancellationError`.
  static func of(
    _ question: Question, _ file: Case, _ desk: Desk
  ) async throws -> UndoneDeedAnswer? {
    let words = Stem.words(question.beginning)
    guard !file.turns.isEmpty, !desk.hasNoEntries, words.count <= longest,
      let deed = deed(in: words)
    else { return nil }
    let others = words.filter { !QuestionWords.stop.contains($0) && $0 != deed }
    let tellers = Set(
      desk.relevance.matches([deed]).map(\.observation.service))
    let about = Set(others.map(Stem.of)).union([Stem.of(deed)])
    let failed = desk.evidence.observations.filter { observation in
      guard case .entries(_, let level) = observation.measure, let level, level >= .error else {
        return false
      }
      return tellers.contains(observation.service)
    }
    func shared(_ observation: Observation) -> Int {
      Set(Stem.words(observation.samples[0].message).map(Stem.of)).intersection(about).count
    }
    let ranked = failed.map { (shared($0), $0) }.sorted { a, b in
      a.0 == b.0 ? a.1.count > b.1.count : a.0 > b.0
    }
    return ranked.isEmpty ? nil : UndoneDeedAnswer(errors: ranked.prefix(most).map(\.1))
  }

  private static let longest = 12
  private static let most = 3

  /// What was to be done: "renewed" behind "was … not" or "wasn't"; nil where it is not asked why it was not.
  static func deed(in words: [String]) -> String? {
    guard words.first == "why" || words.starts(with: ["and", "why"]) else { return nil }
    let isDenied =
      words.contains(where: ["wasn't", "wasnt", "weren't", "werent"].contains)
      || words.contains("wasn")
      || words.contains("not") && words.contains(where: ["was", "were"].contains)
    guard isDenied else { return nil }
    return words.last { $0.hasSuffix("ed") && $0.count > 4 && !states.contains($0) }
  }

  /// What something may be, that nobody does.
  private static let states: Set = ["failed", "supposed", "expected", "needed", "used"]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let claims = errors.map { error in
      let number = report.cite(error.samples[0], count: error.count)
      let last = error.samples.last?.time?.instant
      let span = error.samples[0].time.map { first in
        let begin = report.times.full(first.instant)
        return last.map {
          $0 == first.instant ? " at \(begin)" : ", \(begin) to \(report.times.short($0))"
        }
          ?? " at \(begin)"
      }
      return Report.Claim(
        "\(MarkdownText.name(error.service)) says \(Counting.times(error.count))\(span ?? ""): "
          + "\(report.quote(number)) [\(number)].", exhibits: [number])
    }
    report.add(.answer, layout: .sentences, claims)
    report.addEvidence()
  }
}
