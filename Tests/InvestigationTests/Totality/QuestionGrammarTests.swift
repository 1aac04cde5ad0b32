import Evidence
import EvidenceFiles
import Foundation
import TestSupport
import Testing
import Timeline

@testable import Investigation

@Suite(.steppingBack) struct QuestionGrammarTests {
  /// Without optimisation a question takes some thirty times as long.
  #if DEBUG
    private static let count = 500
  #else
    private static let count = 100_000
  #endif
  /// Questions that are answered whole on each span; the others are made out.
  private static let answered = 400

  @Test(arguments: TestSpan.all)
  func `Defect 1: 100,000 questions drawn from a grammar are made out on each of 8 spans`(
    span: TestSpan
  ) async throws {
    let folder = try TemporaryFolder()
    try span.write(to: folder)
    let source = try await EvidenceFilesOpener().open([folder.path], limit: nil) { _, _, _ in }
    let reader = QuestionReader(catalog: source.catalog)
    var grammar = QuestionGrammar(seed: UInt64(span.name.utf8.count))
    var windows = 0
    for _ in 0..<Self.count / 8 {
      let question = reader.read(grammar.next())
      if question.scope.window != nil || question.instant != nil { windows += 1 }
    }
    // The grammar does name times: else the test would show nothing.
    #expect(windows > 0)
  }

  @Test(arguments: TestSpan.all)
  func `Defect 1: questions drawn from a grammar are answered, each third as a follow-up`(
    span: TestSpan
  ) async throws {
    let folder = try TemporaryFolder()
    try span.write(to: folder)
    let engine = fileEngine()
    var grammar = QuestionGrammar(seed: UInt64(span.name.utf8.count + 100))
    var before: Asked?
    for number in 0..<Self.answered {
      let text = grammar.next()
      let asked = try await ask(
        text, in: [folder.path], after: number % 3 == 0 ? before : nil, of: engine)
      #expect(asked.markdown.hasPrefix("## "), "\(text)")
      before = asked
    }
  }
}
