import FoundationEssentials
import NIOCore
import SessionsAPI
import Testing

@testable import SessionsServer

/// The server's own writer against the contract's encoder.
@Suite struct JSONBufferTests {
  @Test(arguments: [
    "", "plain", "\"\\/", (0..<32).map { String(UnicodeScalar($0)) }.joined(), "\u{7f}\u{85}é漢🙂",
    "\u{2028}\u{2029}\r\n", String(repeating: "a\n", count: 10_000),
  ])
  func `every session is written byte for byte the same`(text: String) throws {
    var session = Session(
      id: .init(), status: .followUpRunning, title: text, input: text,
      createdAt: Date(timeIntervalSince1970: 1_769_853_900.123), updatedAt: nil)
    try expectSame(session)
    session.messages = []
    session.updatedAt = .distantPast
    try expectSame(session)
    session.title = nil
    session.messages = [Message.Role.user, .assistant].map {
      Message(id: .init(), role: $0, markdownContent: text, createdAt: .distantFuture)
    }
    session.progress = Progress(step: text, done: 3, total: 9, updatedAt: Date())
    try expectSame(session)
    session.messages?[1].report = report(text)
    try expectSame(session)
    var waited = session
    waited.messages = nil
    try expectSame(waited)
    let page = SessionPage(sessions: [session, session], total: 9, prev: nil, next: 2)
    var json = JSONBuffer()
    json.write(page)
    #expect(Data(json.bytes.readableBytesView) == (try ContractJSON.encode(page)))
  }

  private func report(_ text: String) -> Report {
    var exhibit = Report.Exhibit(number: 1, kind: .init(rawValue: text))
    exhibit.quote = text
    exhibit.time = .distantPast
    exhibit.series = [.init(time: Date(), value: 0.1), .init(time: Date(), value: 3)]
    return Report(
      sections: [.init(.init(rawValue: text), title: text, claims: [.init(text, exhibits: [1])])],
      exhibits: [exhibit])
  }

  private func expectSame(_ session: Session) throws {
    var json = JSONBuffer()
    json.write(session)
    #expect(Data(json.bytes.readableBytesView) == (try ContractJSON.encode(session)))
    let receipt = FollowUpReceipt(
      session: session, userMessageID: .init(), assistantMessageID: .init())
    json = JSONBuffer()
    json.write(session, receipt: receipt)
    #expect(Data(json.bytes.readableBytesView) == (try ContractJSON.encode(receipt)))
  }
}
