import Evidence
import Testing

@testable import Diagnosis

struct CauseTextTests {
  @Test(arguments: [
    ("sync failed: write wal: no space left on device", "no space left on device"),
    ("msg=\"scrape failed\" err=\"write wal: disk quota exceeded\" pool=a", "disk quota exceeded"),
    ("refused because the certificate has expired", "the certificate has expired"),
    ("job 4 ended, reason: out of memory", "out of memory"),
    (
      "{\"message\":\"unknown: ERROR: could not extend file \\\"base/1\\\": No space left on device\"}",
      "No space left on device\"}"
    ),
    (
      "cannot parse /etc/x.toml: line 14: expected value, found \";\"",
      "line 14: expected value, found \";\""
    ),
  ])
  func `The detail is the part that says why`(message: String, detail: String) {
    #expect(LogLines.diagnose("10:00:00 E a | \(message)").first == detail)
  }

  @Test(arguments: ["exception.message", "errorMessage", "error_message", "err"])
  func `A field beside the message may hold the reason`(field: String) {
    let sample = Sample(
      reference: Reference(source: "files", locator: .line(path: "jobs.log", number: 1)),
      service: "jobs",
      text: #"{"message":"MailJob: fail: 0.06 sec","\#(field)":"535 relay login refused","n":3}"#,
      message: "MailJob: fail: 0.06 sec")
    #expect(CauseText(sample).candidates.first == "535 relay login refused")
  }

  @Test func `The deepest cause of a trace beats its first line`() {
    let diagnosis = LogLines.diagnose(
      """
      10:00:00 E a | request failed
      \tcom.example.WebException: handler threw
      \t    at com.example.Web.serve(Web.java:1)
      \tCaused by: com.example.StoreException: save
      \tCaused by: java.net.UnknownHostException: db.internal
      """)
    #expect(diagnosis.first.contains("db.internal"))
    #expect(diagnosis.firstKind == "name-resolution")
  }

  @Test func `The last line of a traceback names the exception`() {
    let diagnosis = LogLines.diagnose(
      """
      10:00:00 E a | heartbeat got an exception
      \tTraceback (most recent call last):
      \t  File "/opt/a.py", line 3, in beat
      \tdriver.OperationalError: connection to server at "meta" failed: Connection refused
      """)
    #expect(diagnosis.first.hasSuffix("Connection refused"))
  }

  @Test func `Any bytes are read without a trap`() {
    for text in [
      "", ":", ": ", "err=", "err=\"", "because ", "\\", "\u{0}\u{301}: é: \\n", "a: : : :",
    ] {
      _ = LogLines.diagnose("10:00:00 E a | \(text)")
      #expect(!CauseText.suffixes(of: text + "x").isEmpty)
    }
  }
}
