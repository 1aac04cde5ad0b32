import CPlatform
import Foundation
import Testing
import Timeline

@testable import Investigation

@Suite(.steppingBack) struct QuestionGrammarTests {
  /// Without optimisation a question takes some thirty times as long.
  #if DEBUG
    private static let count = 2_000
  #else
    private static let count = 100_000
  #endif

  @Test func `Defect 1: 100,000 questions drawn from a grammar are answered on each of 8 spans`()
    async throws
  {
    var cases: [(span: TestSpan, index: LogIndex)] = []
    for span in TestSpan.all {
      let folder = try TemporaryFolder()
      try span.write(to: folder)
      cases.append((span, try await EvidenceReader(locations: [folder.path]).index()))
    }
    let clock = ContinuousClock()
    let start = clock.now
    var named = 0
    var untold: [String] = []
    for (number, item) in cases.enumerated() {
      // On a thread of its own, behind all others: those that tests share attend to servers, and the
      // engines of other tests step back themselves.
      let outcome = await ThreadStart.result {
        cplatform_step_back_thread(19)
        return Self.ask(Self.count, seed: UInt64(number + 1), item.index)
      }
      named += outcome.named
      untold += outcome.untold
    }
    print("\(Self.count) questions on each of \(cases.count) spans: \(clock.now - start)")
    #expect(untold.isEmpty, "\(untold.count): \(untold.prefix(3).joined(separator: "\n"))")
    // The grammar does name times: else the test would show nothing.
    #expect(named > Self.count * cases.count / 4)
  }

  private struct Outcome: Sendable {
    /// The questions about a window.
    var named = 0
    /// Those whose reports do not say so.
    var untold: [String] = []
  }

  /// Asks questions, each third of them as a follow-up.
  private static func ask(_ count: Int, seed: UInt64, _ index: LogIndex) -> Outcome {
    var grammar = QuestionGrammar(seed: seed)
    let catalog = EvidenceCatalog(index)
    let detections = AnomalyDetector(index: index, baseline: nil).detect()
    var memory: InvestigationMemory?
    var outcome = Outcome()
    for number in 0..<count {
      let text = grammar.next()
      let before = number % 3 == 0 ? memory : nil
      let question = QuestionParser(catalog: catalog, incidentTime: nil, memory: before).parse(text)
      let reasoning = Reasoning(index: index, question: question, detections: detections)
      _ = reasoning.search
      let report = reasoning.report(memory: before)
      if question.time != nil { outcome.named += 1 }
      if !NamedWindow.isTold(in: report, of: question, index) {
        outcome.untold.append("\(text)\n\(report.markdown)")
      }
      memory = report.memory
    }
    return outcome
  }
}
