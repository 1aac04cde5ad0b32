import Testing

@testable import Investigation

/// Values as numbers.
@Suite struct StatedAmountTests {
  @Test(arguments: [
    ("62G", 66_571_993_088.0), ("92%", 92.0), ("7,170", 7170.0), ("612.5M", 642_252_800.0),
    ("250ms", 0.25), ("2s", 2.0),
  ])
  func `A value is a number with its size`(text: String, amount: Double) {
    #expect(StatedAmount(text)?.value == amount)
  }

  @Test(arguments: ["web-1", "3 hours ago", "Running", "10.2.3.4"])
  func `Other values are none`(text: String) {
    #expect(StatedAmount(text) == nil)
  }
}

/// What questions ask for facts, and which.
@Suite struct FactQuestionTests {
  @Test(arguments: [
    ("what commit is live", ["commit"], FactQuestion.Shape.revision),
    ("next run when?", ["next", "run"], .time),
    ("capacity old vs new?", ["capacity", "old", "new"], .change),
    ("who deployed sieve", ["deployed", "sieve"], .name),
    ("how full is / right now", ["full"], .number),
    ("since when is the container running", ["container", "started"], .time),
  ])
  func `Its nouns and the look of its value are made out`(
    text: String, nouns: [String], shape: FactQuestion.Shape
  ) throws {
    let question = try #require(FactQuestion(text))
    #expect(question.nouns.map(\.word) == nouns)
    #expect(question.shape == shape)
  }

  @Test(arguments: [
    ("when did helm rev 23 go out", ["23"]), ("how full is /var/lib/mill", ["/var/lib/mill"]),
    ("image of sieve-2?", ["sieve-2"]), ("what happens at 10:05 in revision", []),
  ])
  func `Names and numbers stand as they are written`(text: String, identifiers: [String]) {
    #expect((FactQuestion(text)?.identifiers ?? []) == identifiers)
  }

  @Test(arguments: [
    "why did sieve fail?", "what is the root cause?", "what should I fix?", "", "and then?",
    "is it the same?", "how deep did the queue get?",
  ])
  func `Reasons, judgements and talk are no facts`(text: String) {
    #expect(FactQuestion(text) == nil)
  }
}
