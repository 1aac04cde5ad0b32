import Testing

@testable import Diagnosis

struct VanishedEntriesTests {
  @Test func `A heartbeat that is no longer logged is found and proves nothing`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("agent", minutes: 0..<30, "heartbeat sent")
        + LogLines.quiet("agent", minutes: 30..<60, "scraped target"))
    let finding = diagnosis.findings.first { $0.detector == "vanished-entries" }
    #expect(finding?.detail.hasPrefix("no longer logged: heartbeat sent") == true)
    #expect(diagnosis.decision == .nothingWrong)
  }

  @Test func `Errors in a heartbeat's place are the finding that counts`() {
    let errors = (30..<60).map { "\(LogLines.clock(10, $0, 0)) E agent | token has expired" }
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("agent", minutes: 0..<30, "heartbeat sent") + errors.joined(separator: "\n"))
    #expect(diagnosis.firstKind == "key-expired")
    #expect(diagnosis.namesCause)
  }
}
