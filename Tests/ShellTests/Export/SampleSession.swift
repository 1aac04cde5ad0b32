import FoundationEssentials
import SessionsAPI

/// A session of one question, whose every text a test may choose.
func sampleSession(
  title: String? = "why did checkout fail?", question: String = "why did checkout fail?",
  answer: String =
    "## Answer\n\n**pool** ran out [1].\n\n## Confidence\n\nHigh: it says so.\n\n## Timeline\n\n- 10:05:12 **pool**: `full` [1]\n",
  quote: String = "pool exhausted", service: String = "pool", unit: String = "connections",
  points: [Double] = [3, 4, 3, 40, 40], reports: Bool = true
) -> Session {
  let start = Timestamp.date(from: "2026-03-10T10:00:00Z") ?? .distantPast
  var exhibit = Report.Exhibit(number: 1, kind: .init(rawValue: "point"))
  exhibit.path = "metrics.csv"
  exhibit.line = 12
  exhibit.service = service
  exhibit.quote = quote
  exhibit.time = start.addingTimeInterval(312)
  exhibit.first = exhibit.time
  exhibit.last = start.addingTimeInterval(600)
  exhibit.context = [.init(line: 11, text: "before"), .init(line: 12, text: quote)]
  exhibit.series = points.enumerated().map {
    .init(time: start.addingTimeInterval(Double($0.offset) * 120), value: $0.element)
  }
  exhibit.measure = .init(
    name: "pool_active", unit: unit, usual: .init(low: 2, high: 9), onset: exhibit.time)
  let report = Report(
    sections: [
      .init(
        .init(rawValue: "answer"), title: "Answer",
        claims: [.init("**pool** ran out [1].", exhibits: [1])]),
      .init(
        .init(rawValue: "confidence"), title: "Confidence", claims: [.init("High: it says so.")]),
      .init(
        .init(rawValue: "timeline"), title: "Timeline",
        claims: [.init("10:05:12 **pool**: `full` [1]", exhibits: [1])]),
    ], exhibits: [exhibit])
  return Session(
    id: .init(rawValue: "0b6f3c1e-8a55-4a0e-9a2f-6f4f1d1e2c33"), status: .idle, title: title,
    input: question, createdAt: start, updatedAt: start,
    messages: [
      Message(
        id: .init(rawValue: "m1"), role: .user, markdownContent: question, createdAt: start),
      Message(
        id: .init(rawValue: "m2"), role: .assistant, markdownContent: answer,
        createdAt: start.addingTimeInterval(2), report: reports ? report : nil),
    ])
}
