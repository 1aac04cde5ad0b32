import Evidence
import Testing

@testable import Diagnosis

/// Whose word counts: what callers see, what the called one says, what is over and what goes on.
struct CallerViewTests {
  @Test func `Who is asked for and says why beats the callers that cannot reach it`() {
    var lines = ""
    for minute in 0..<12 {
      lines += "\(LogLines.clock(9, minute, 2)) I stock | opening the catalogue\n"
      lines +=
        "\(LogLines.clock(9, minute, 3)) E stock | collation of catalogue is 'C', the server has 'de'\n"
      lines += "\(LogLines.clock(9, minute, 4)) E stock | giving up\n"
      for second in [10, 25, 40] {
        lines += "\(LogLines.clock(9, minute, second)) E web | stock:7001: connection refused\n"
      }
    }
    let diagnosis = LogLines.diagnose(lines, services: ["stock"], words: "restart")
    #expect(diagnosis.first.contains("collation"))
  }

  @Test func `What was over long before most failures began did not lead to them`() {
    let diagnosis = LogLines.diagnose(
      "09:02:00 E ledger | deadlock detected\n"
        + LogLines.quiet("ledger", hour: 9, minutes: 3..<20, "entry booked")
        + (20..<40).map {
          "\(LogLines.clock(9, $0, 7)) E ledger | write: no space left on device\n"
        }
        .joined(), services: ["ledger"], words: "bookings")
    #expect(diagnosis.firstKind == "disk-full")
  }

  @Test func `An error that names what happened and then the exit tells of what happened`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("names", hour: 9, minutes: 0..<5, "zone served")
        + """
        09:05:30 F names | Forwarding circle seen in zone ".". Exiting.
        09:06:10 I names | starting names
        09:06:30 F names | Forwarding circle seen in zone ".". Exiting.
        """, services: ["names"], words: "restart")
    #expect(diagnosis.first.contains("circle"))
    #expect(!diagnosis.first.contains("Exiting"))
    #expect(diagnosis.namesCause)
  }

  @Test func `What ends a program beats what it warned of before`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("edge", hour: 9, minutes: 0..<5, "request served")
        + """
        09:05:30 W edge | conflicting server name "www.shop.example", already in use, ignored
        09:05:30 F edge | could not build names_hash, you should increase names_hash_bucket: 64
        09:05:31 E edge | exiting
        """, services: ["edge"], words: "come back")
    #expect(diagnosis.first.contains("names_hash"))
  }

  @Test func `What moves with the failures that are felt explains them without being named`() {
    var lines = LogLines.quiet("intake", hour: 9, minutes: 0..<10, "batch stored")
    lines += LogLines.quiet("columns", hour: 9, minutes: 0..<10, "part merged")
    for minute in 10..<30 {
      lines += "\(LogLines.clock(9, minute, 5)) E columns | insert refused: too many parts (300)\n"
      lines += "\(LogLines.clock(9, minute, 6)) E intake | insert failed, will retry\n"
    }
    let diagnosis = LogLines.diagnose(lines, services: ["intake"], words: "points missing")
    #expect(diagnosis.hypotheses.first?.service == "columns")
  }

  @Test func `The name of a unit that started is no statement`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("init", hour: 9, minutes: 0..<10, "Started Session 7 of user build.")
        + "09:10:00 - init | Started Network Name Resolution.\n", words: "names")
    #expect(!diagnosis.namesCause)
  }

  @Test func `The head of a trace gives way to what its last line says`() {
    let diagnosis = LogLines.diagnose(
      LogLines.quiet("quote", hour: 9, minutes: 0..<5, "priced")
        + "09:05:30 E quote | Traceback (most recent call last):\n"
        + "\t  File \"quote.py\", line 8, in price\n\tLookupProblemError: 'tax_rate' is not known\n",
      services: ["quote"], words: "prices")
    #expect(diagnosis.first.contains("tax_rate"))
  }
}
