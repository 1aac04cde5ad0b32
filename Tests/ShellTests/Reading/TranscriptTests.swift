import FoundationEssentials
import SessionsAPI
import Terminal
import Testing

@testable import Shell

/// A conversation read again.
@Suite struct TranscriptTests {
  private func message(_ role: Message.Role, _ text: String, at hours: Double) -> Message {
    Message(
      id: .init(), role: role, markdownContent: text,
      createdAt: Date(timeIntervalSince1970: hours * 3_600))
  }

  @Test func `hours between two exchanges are seen`() {
    var session = Session.none
    session.input = "why?"
    session.messages = [
      message(.user, "why?", at: 0), message(.assistant, "because", at: 2),
      message(.user, "really?", at: 8.5), message(.assistant, "yes", at: 8.6),
      message(.user, "sure?", at: 9.5),
    ]
    #expect(
      Transcript.markdown(of: session)
        == "# why?\n\n> why?\n\nbecause\n\n— 6 hours later —\n\n> really?\n\nyes\n\n> sure?\n\n")
  }

  @Test(
    arguments: [
      (3_599, nil), (3_600, "— 1 hour later —"), (172_799, "— 47 hours later —"),
      (172_800, "— 2 days later —"), (-5, nil), (.infinity, "— 1157407 days later —"),
    ] as [(Double, String?)])
  func `a gap is told in its largest unit`(seconds: Double, text: String?) {
    #expect(GapLine.text(seconds: seconds) == text)
  }
}
