import Testing
import Timeline

@testable import Investigation

@Suite struct FollowUpTests {
  private var memory: InvestigationMemory {
    var memory = InvestigationMemory()
    memory.question = "why did checkout fail at 10:05?"
    memory.intent = .cause
    memory.services = ["checkout"]
    memory.time = QuestionFixture.parse("at 10:05").time
    memory.onset = QuestionFixture.instant("2026-03-10T10:04:00Z")
    return memory
  }

  @Test func `another service keeps the kind of question and the time`() {
    let question = QuestionFixture.parse("and the database?", memory: memory)
    #expect(question.intent == .cause)
    #expect(question.services == ["postgres"])
    #expect(question.time == memory.time)
  }

  @Test func `another time keeps the kind of question and the service`() throws {
    let question = QuestionFixture.parse("zoom into 10:00 to 10:10", memory: memory)
    #expect(question.intent == .cause)
    #expect(question.services == ["checkout"])
    let window = try #require(question.time?.window)
    #expect(window.lowerBound == QuestionFixture.instant("2026-03-10T10:00:00Z"))
  }

  @Test func `'before that' ends at the onset`() throws {
    let question = QuestionFixture.parse("what changed before that?", memory: memory)
    #expect(question.intent == .changes)
    let window = try #require(question.time?.window)
    #expect(window.lowerBound == QuestionFixture.span.lowerBound)
    #expect(window.upperBound < QuestionFixture.instant("2026-03-10T10:04:00Z"))
  }

  @Test func `'everything' lets go of the service`() {
    let question = QuestionFixture.parse("summarise everything", memory: memory)
    #expect(question.services.isEmpty)
  }

  @Test func `a question of its own kind keeps the scope`() {
    let question = QuestionFixture.parse("show the last 3 errors", memory: memory)
    #expect(question.intent == .find)
    #expect(question.services == ["checkout"])
    #expect(question.limit == 3)
  }
}
