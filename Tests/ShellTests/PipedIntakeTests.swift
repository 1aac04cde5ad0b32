import Shell
import Testing

/// How long a pipe is read, told by events and times alone.
@Suite struct PipedIntakeTests {
  private func intake(
    capacity: Int = 100, length: Duration? = nil, deadline: Duration? = nil,
    patience: Duration? = nil
  ) -> PipedIntake {
    PipedIntake(
      name: "standard input", capacity: capacity, length: length, deadline: deadline,
      patience: patience)
  }

  @Test func `a silent pipe that was named is told of once and waited for without end`() {
    var intake = intake()
    #expect(intake.nextLook == .seconds(1))
    #expect(intake.pass(to: .milliseconds(999)) == nil)
    #expect(
      intake.pass(to: .seconds(1)) == .waitingForLog("standard input", givesUpAfter: nil))
    #expect(intake.nextLook == nil)
    #expect(intake.pass(to: .seconds(100_000)) == nil && intake.end == nil)
  }

  @Test func `a silent pipe that nobody named is given up after ten seconds`() {
    var intake = intake(patience: PipedIntake.unasked)
    _ = intake.pass(to: .seconds(1))
    #expect(intake.nextLook == .seconds(10))
    #expect(intake.pass(to: .milliseconds(9_999)) == nil && intake.end == nil)
    #expect(intake.pass(to: .seconds(10)) == nil && intake.end == .silent)
    #expect(intake.closing == .noLogCame("standard input", after: .seconds(10)))
  }

  @Test func `once a byte has come, silence is no end and nothing to tell of`() {
    var intake = intake(patience: PipedIntake.unasked)
    #expect(intake.take(1) == 1)
    #expect(intake.nextLook == nil)
    #expect(intake.pass(to: .seconds(3_600)) == nil && intake.end == nil)
    #expect(intake.take(0) == 0 && intake.end == .whole)
    #expect(intake.closing == .logTaken("standard input", bytes: 1))
  }

  @Test func `as much as was asked for is whole, one byte more is cut and told`() {
    var intake = intake()
    #expect(intake.take(100) == 100 && intake.end == nil)
    var whole = intake
    #expect(whole.take(0) == 0 && whole.end == .whole && whole.closing == nil)
    #expect(intake.take(1) == 0 && intake.end == .cut && intake.bytes == 100)
    #expect(intake.closing == .logCut("standard input", bytes: 100))
    #expect(intake.take(5) == 0)
  }

  @Test func `--for ends the reading, --timeout all of it, whichever comes first`() {
    var timed = intake(length: .seconds(30), deadline: .seconds(60))
    _ = timed.take(10)
    #expect(timed.nextLook == .seconds(30))
    #expect(timed.pass(to: .seconds(30)) == nil && timed.end == .timed)
    #expect(timed.closing == .logEnded("standard input", bytes: 10))
    var late = intake(length: .seconds(60), deadline: .seconds(60))
    #expect(late.pass(to: .seconds(60)) == nil && late.end == .late)
  }

  @Test func `Ctrl-C ends the reading, another signal the process, and only the first counts`() {
    var interrupted = intake()
    interrupted.interrupt(endsProcess: false)
    interrupted.interrupt(endsProcess: true)
    #expect(interrupted.end == .interrupted)
    #expect(interrupted.closing == .logEmpty("standard input"))
    var dismissed = intake()
    dismissed.interrupt(endsProcess: true)
    #expect(dismissed.end == .dismissed && dismissed.closing == nil)
  }

  @Test(arguments: [
    ("/tmp/app.log", "app.log"), ("/dev/fd/63", "fd-63"), ("/proc/self/fd/5", "fd-5"),
    ("/dev/stdin", "stdin"), ("fd/x63", "x63"), ("63", "63"), ("/", "pipe"), ("a/..", "pipe"),
  ])
  func `a pipe is called by the last part of its path`(path: String, name: String) {
    #expect(PipeKind.name(ofPath: path) == name)
  }

  @Test func `a log in a message stands in a fence longer than its own, and is valid text`() throws
  {
    let message = try #require(LogMessage(Array("a ``` b\0\n".utf8) + [0xFF]))
    #expect(message.text(asking: "why?") == "why?\n\n````\na ``` b\u{FFFD}\n\u{FFFD}\n````")
    let secret = "ghp_" + String(repeating: "a1B2", count: 9)
    let told = try #require(LogMessage(Array("token \(secret) refused\n".utf8)))
    #expect(!told.text(asking: "why?").contains(secret))
    #expect(told.text(asking: "why?").contains(" refused\n"))
    #expect(LogMessage([UInt8](repeating: 0x61, count: 1_000_000)) != nil)
    // A line feed takes two bytes of JSON.
    #expect(LogMessage([UInt8](repeating: 0x0A, count: 600_000)) == nil)
    #expect(LogMessage([UInt8](repeating: 0x61, count: LogMessage.limit + 1)) == nil)
  }
}
