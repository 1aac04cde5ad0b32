import Testing

@testable import Investigation

@Suite struct SignalReaderTests {
  @Test(arguments: [
    ("connection pool exhausted (4/4)", Signal.saturation),
    ("java.lang.OutOfMemoryError: Java heap space", .memory),
    ("write failed: no space left on device", .disk),
    ("x509: certificate has expired", .certificate),
    ("password authentication failed for user \"app\"", .credentials),
    ("deadlock detected", .lock),
    ("lookup db.internal: no such host", .nameResolution),
    ("java.net.NoRouteToHostException: No Route to Host", .network),
    ("connect ECONNREFUSED 10.0.0.1:80", .unreachable),
    ("NullPointerException at Cart.total", .codeFault),
    ("read timed out", .timeout),
    ("configuration reloaded: pool.max 40 -> 4", .configuration),
    ("deployed v2.3.1", .deployment),
    ("request failed", .failure),
    ("reconnected after 3 attempts", .recovery),
  ])
  func `a line says what has happened`(text: String, signal: Signal) {
    #expect(SignalReader.shared.read(SignalWords.split(text))?.signal == signal)
  }

  @Test(arguments: [
    "0 errors", "done without failures", "request served in 12 ms", "user logged in",
  ])
  func `what says that nothing happened has no signal`(text: String) {
    #expect(SignalReader.shared.read(SignalWords.split(text)) == nil)
  }

  @Test func `an error that mentions a change is none`() {
    let words = SignalWords.split("record failed: was changed by another writer")
    #expect(SignalReader.shared.read(words, isError: true)?.signal == .failure)
  }
}
