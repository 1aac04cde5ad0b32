import Evidence
import Testing
import Timeline

@testable import Diagnosis

/// The small inputs that the engine is asked to get right, and its three ways of finding nothing.
struct DiagnosisTests {
  @Test func `A runtime that is down explains a node that is not ready`() {
    let diagnosis = LogLines.diagnose(
      "15:46:40 E kubelet | node became not ready: container runtime is down",
      words: "node-20 become notready")
    #expect(diagnosis.namesCause)
    #expect(diagnosis.first == "container runtime is down")
  }

  @Test func `What comes before the exit is the cause, and the shutdown no change before it`() {
    let diagnosis = LogLines.diagnose(
      """
      06:41:16 I broker | Awaiting connections on 0.0.0.0:9092
      06:41:17.612 E broker | Error while creating ephemeral at /ids/7, node already exists
      06:41:17.701 I broker | shutting down
      06:41:17.800 I broker | shut down completed
      06:41:17.845 E broker | Exiting due to fatal exception during startup
      """, services: ["broker"])
    #expect(diagnosis.namesCause)
    #expect(diagnosis.first.contains("already exists"))
    #expect(diagnosis.changes.allSatisfy { !diagnosis.findings[$0].detail.contains("shut") })
  }

  @Test(arguments: [3, 4, 5, 6, 8, 10, 14])
  func `Errors that begin after quiet minutes are a fault since then, however many`(count: Int) {
    let step = 20 * 60 / count
    let errors = (0..<count).map {
      "\(LogLines.clock(10, 15, $0 * step)) E shop | payment declined by bank"
    }
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("shop", minutes: 0..<15, "order stored") + errors.joined(separator: "\n"))
    #expect(diagnosis.first == "payment declined by bank")
    let finding = diagnosis.hypotheses.first.map { diagnosis.findings[$0.finding] }
    #expect(finding?.isFailingAllAlong == false)
    #expect(finding?.count == count)
    #expect(finding?.period?.lowerBound == finding?.samples.first?.time?.instant)
    if case .nothingWrong = diagnosis.decision { Issue.record("called quiet") }
  }

  @Test(arguments: ["panic: runtime error: index out of range [3]", "FATAL: disk full"])
  func `A failure without a time or a level is found`(message: String) {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("job", minutes: 0..<12, "step done") + "- - job | \(message)\n"
        + LogLines.quiet("job", minutes: 12..<13, "bye"))
    #expect(diagnosis.namesCause)
    #expect(message.contains(diagnosis.first))
  }

  @Test func `Errors that run through it all are named as such`() {
    let lines = (0..<40).map { minute in
      "\(LogLines.clock(10, minute, 0)) I shop | ok \(minute)\n"
        + "\(LogLines.clock(10, minute, 20 + minute * 7 % 30)) E shop | label printer says nope"
    }
    let diagnosis = LogLines.diagnose(lines.joined(separator: "\n"))
    #expect(diagnosis.findings.contains { $0.isFailingAllAlong && $0.count == 40 })
    #expect(diagnosis.decision != .nothingWrong)
  }

  @Test func `What fails all along does not win over what began`() {
    let lines = (0..<40).map { minute in
      "\(LogLines.clock(10, minute, minute * 7 % 30)) E mail | relay refused: connection refused\n"
        + "\(LogLines.clock(10, minute, 40)) I shop | order stored \(minute)"
        + (minute < 30
          ? ""
          : "\n\(LogLines.clock(10, minute, 50)) E shop | save failed: no space left on device")
    }
    let diagnosis = LogLines.diagnose(lines.joined(separator: "\n"))
    #expect(diagnosis.firstKind == "disk-full")
  }

  @Test func `Nothing wrong is said of evidence without failures`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("shop", minutes: 0..<30, "0 errors since start, 0 failed"))
    #expect(diagnosis.decision == .nothingWrong)
    #expect(diagnosis.hypotheses.isEmpty)
  }

  @Test func `Too little is said of a run that ends without a word`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("loader", minutes: 0..<10, "part loaded")
        + "10:10:40 I loader | starting loader (pid 77)\n"
        + LogLines.quiet("loader", minutes: 11..<16, "part loaded"), words: "killed")
    guard case .tooLittle = diagnosis.decision else {
      Issue.record("\(diagnosis.decision)")
      return
    }
    #expect(
      diagnosis.hypotheses.first.map { diagnosis.findings[$0.finding].samples[0].reference }
        == Reference(source: "files", locator: .line(path: "loader.log", number: 11)))
  }

  @Test func `A kill that is asked about explains itself too little`() {
    let diagnosis = LogLines.diagnose(
      "10:00:00 I loader | part loaded\n10:00:09 E loader | child was killed by signal 9",
      words: "killed")
    #expect(!diagnosis.namesCause)
  }

  @Test func `Could not read is said where nothing could be parsed`() {
    var catalog = Catalog()
    catalog.unread = [Catalog.Unread(path: "a.bin", reason: "no text")]
    let decision = Diagnostician(observations: [], catalog: catalog).diagnosis(of: Symptom())
      .decision
    #expect(decision == .couldNotRead(reason: "a.bin: no text"))
  }

  @Test func `Timeouts alone prove no cause`() {
    let lines = (0..<9).map {
      "\(LogLines.clock(10, 20 + $0, 0)) E shop | call timed out after 3 s"
    }
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("shop", minutes: 0..<20, "order stored") + lines.joined(separator: "\n"))
    #expect(diagnosis.decision == .notProven)
    #expect(diagnosis.firstKind == "timeouts")
  }

  @Test func `A pool that fills up is found in its numbers`() {
    let lines = (0..<12).map {
      "\(LogLines.clock(10, $0, 0)) I api | connections in use \($0 * 2) of 20"
    }
    let diagnosis = LogLines.diagnose(lines.joined(separator: "\n"))
    #expect(diagnosis.findings.contains { $0.detector == "numbers-in-logs" })
  }

  @Test func `The same observations give the same diagnosis`() {
    let lines = PublicIncidentTests.cases.map(\.lines).joined(separator: "\n")
    let first = LogLines.diagnose(lines, words: "start")
    #expect(first == LogLines.diagnose(lines, words: "start"))
    #expect(first.hypotheses.count <= 10)
  }
}
