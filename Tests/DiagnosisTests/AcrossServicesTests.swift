import Evidence
import Testing

@testable import Diagnosis

struct AcrossServicesTests {
  /// edge → shop → price → store; the store's disk is full; a release of mail two minutes before.
  private static let outage: String = {
    var lines = ""
    for minute in 0..<30 {
      let isBad = minute >= 20
      func line(_ second: Int, _ rest: String) {
        lines += "\(LogLines.clock(9, minute, second)) \(rest)\n"
      }
      line(1, isBad ? "E store | could not extend file: No space left on device" : "I store | ok")
      line(2, isBad ? "E price | save failed: store answered 500" : "I price | saved in store")
      line(3, isBad ? "E shop | price answered 500" : "I shop | price answered 200")
      line(4, isBad ? "E edge | upstream shop answered 502" : "I edge | upstream shop answered 200")
      if minute == 18 { line(30, "I mail | starting mail version 2.8.0") }
      line(40, "I mail | mail sent")
    }
    return lines
  }()

  @Test func `The deepest service with trouble of its own is the cause`() {
    let diagnosis = LogLines.diagnose(Self.outage, services: ["shop"], words: "fail")
    #expect(diagnosis.namesCause)
    #expect(diagnosis.hypotheses.first?.service == "store")
    #expect(diagnosis.hypotheses.first?.path == ["store", "price", "shop"])
    #expect(diagnosis.symptom.map { diagnosis.findings[$0].service } == "shop")
  }

  @Test func `Without a service asked about it begins where users are`() {
    let diagnosis = LogLines.diagnose(Self.outage)
    #expect(diagnosis.hypotheses.first?.path == ["store", "price", "shop", "edge"])
  }

  @Test func `A release that has nothing to do with it is a change and no cause`() {
    let diagnosis = LogLines.diagnose(Self.outage, services: ["shop"])
    #expect(diagnosis.changes.map { diagnosis.findings[$0].service } == ["mail"])
    #expect(!diagnosis.hypotheses.contains { $0.service == "mail" })
  }

  @Test func `Rivals are kept with the reason they lost`() {
    let diagnosis = LogLines.diagnose(Self.outage, services: ["shop"])
    let rival = diagnosis.hypotheses.first { $0.service == "price" }
    #expect(
      rival?.reason == "its failures name store"
        || rival?.reason == "it says that something fails, and not why")
    #expect(diagnosis.hypotheses.allSatisfy { !$0.reason.isEmpty })
  }

  @Test func `What the user rules out goes behind, with that as its reason`() {
    let diagnosis = LogLines.diagnose(Self.outage, services: ["shop"], excluding: ["store"])
    #expect(diagnosis.hypotheses.first?.service != "store")
    #expect(diagnosis.hypotheses.first { $0.service == "store" }?.reason == "you ruled it out")
    #expect(!diagnosis.namesCause)
  }

  @Test func `An answer that has no tie to what was asked is not proven`() {
    let lines =
      LogLines.quiet("shop", minutes: 0..<60, "order stored")
      + "10:05:00 E other | no space left on device\n10:05:20 E other | no space left on device"
    let diagnosis = LogLines.diagnose(lines, services: ["shop"], words: "slow")
    #expect(!diagnosis.namesCause)
  }

  @Test(arguments: [
    ("POST http://price:8080/v1 failed", ["price"]), ("calling price-service took 3 s", ["price"]),
    ("PriceClient: unexpected response", ["price"]), ("request from price refused", []),
    ("lookup price-7d9f8b6c5-x2k4q timed out", ["price"]), ("the price of item 4 is 12", []),
  ])
  func `Names in messages are calls only where they are called`(text: String, called: [String]) {
    #expect(NameMentions(["price", "shop"]).called(in: text, by: "shop") == called)
  }
}
