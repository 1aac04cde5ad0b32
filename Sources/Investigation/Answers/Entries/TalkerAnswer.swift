import Diagnosis
import Evidence

/// Who takes, sends or asks for most: "who filled it up?", "who sends that much?", "who eats so much of it?".
struct TalkerAnswer: ActAnswer {
  /// Nil where nobody is asked for who takes much.
  init?(_ question: Question, _ file: Case) {
    guard file.diagnosis != nil else { return nil }
    let words = Stem.words(question.beginning)
    let asks = words.first { !["and", "so", "but"].contains($0) } ?? ""
    let isWho =
      asks == "who"
      || ["which", "what"].contains(asks)
        && words.contains(
          where: ["client", "address", "caller", "user", "key", "customer"].contains)
    guard isWho, words.contains(where: Self.taking.contains),
      asks != "who" || words.contains(where: ["up", "much", "many", "most", "all", "it"].contains)
    else { return nil }
  }

  private static let taking: Set = [
    "filled", "fills", "fill", "eats", "eat", "ate", "sends", "send", "sent", "takes", "take",
    "took",
    "uses", "used", "hogs", "hog", "floods", "flooded", "hammers", "hammered", "asks", "makes",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let diagnosis = CaseDiagnosis.current(desk, &report)
    guard let talker = try await TopTalker(of: diagnosis, desk) else {
      try await ActAnswers.answer(for: question.act).write(question, desk, into: &report)
      return
    }
    report.add(.answer, layout: .sentences, talker.claims(&report))
    report.addEvidence()
  }
}
