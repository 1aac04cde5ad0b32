import FoundationEssentials
import Testing

import SessionsAPI

@Suite struct ContractJSONTests {
  @Test func `a session without messages writes null, and no progress`() throws {
    let session = Session(
      id: .init(rawValue: "a"), status: .followUpRunning, title: nil, input: "why?",
      createdAt: Date(timeIntervalSince1970: 1.5), updatedAt: nil)
    let json = String(decoding: try ContractJSON.encode(session), as: UTF8.self)
    #expect(
      json == #"{"created_at":"1970-01-01T00:00:01.500Z","id":"a","input":"why?","messages":null,"#
        + #""status":"follow_up_running","title":null,"updated_at":null}"#)
    #expect(try ContractJSON.decode(Session.self, from: Data(json.utf8)) == session)
  }
}
