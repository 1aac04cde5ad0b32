import Foundation
import Investigation
import TestSupport
import Testing

/// One kind of evidence alone, and all of them with a file that is damaged: each has a useful answer.
///
/// Gateway asks cart and then price; from 10:25 on price takes 900 ms for want of CPU, a minute after
/// its cache was made smaller. Beside it a service of the cluster selects pods that are not there.
@Suite(.steppingBack) struct EvidenceAloneTests {
  private static let start = 1_773_136_800

  /// Small noise that is the same in every run.
  private static func noise(_ step: Int) -> Double { Double(step &* 7919 % 97) / 97 }

  /// Traces as OTLP, a span a line, of a request every ten seconds; all spans are those of servers.
  private static let traces: String = {
    var lines: [String] = []
    func add(
      _ request: Int, _ span: Int, in parent: Int?, _ service: String, _ name: String,
      _ from: Double, _ length: Double
    ) {
      func nanoseconds(_ second: Double) -> String {
        "\(start + request * 10)" + String(format: "%09d", Int(second * 1e9))
      }
      let identifier = { (number: Int) in String(format: "%016x", request * 10 + number) }
      lines.append(
        #"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"#
          + "\"\(service)\"}}]},\"scopeSpans\":[{\"spans\":[{\"traceId\":\""
          + String(format: "%032x", request + 1) + "\",\"spanId\":\"\(identifier(span))\","
          + (parent.map { "\"parentSpanId\":\"\(identifier($0))\"," } ?? "")
          + "\"name\":\"\(name)\",\"startTimeUnixNano\":\"\(nanoseconds(from))\","
          + "\"endTimeUnixNano\":\"\(nanoseconds(from + length))\"}]}]}]}")
    }
    for request in 0..<240 {
      let price = (request >= 150 ? 0.9 : 0.02) + noise(request) * 0.005
      let cart = 0.01 + noise(request + 5) * 0.003
      add(request, 1, in: nil, "gateway", "GET /cart", 0, cart + price + 0.01)
      add(request, 2, in: 1, "cart", "GET /items", 0.002, cart)
      add(request, 3, in: 1, "price", "GET /price", 0.004 + cart, price)
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  /// An answer of Prometheus on one line: two operations of price, gateway's, and price's CPU.
  private static let metrics: String = {
    func series(_ labels: String, _ value: (Int) -> Double) -> String {
      let points = (0..<60).map {
        "[\(start + $0 * 60),\"\(String(format: "%.4f", value($0)))\"]"
      }
      return "{\"metric\":{\(labels)},\"values\":[\(points.joined(separator: ","))]}"
    }
    func latency(_ service: String, _ operation: String, _ usual: Double, _ slow: Double) -> String
    {
      series(
        #""__name__":"request_duration_seconds","service":"\#(service)","operation":"\#(operation)""#
      ) { ($0 >= 25 ? slow : usual) + noise($0) * 0.003 }
    }
    let all = [
      latency("gateway", "GET /cart", 0.05, 0.95), latency("price", "GET /price", 0.02, 0.9),
      latency("price", "GET /tax", 0.01, 0.01),
      series(#""__name__":"cpu_usage_percent","service":"price""#) {
        ($0 >= 25 ? 96 : 12) + noise($0)
      },
    ]
    return #"{"status":"success","data":{"resultType":"matrix","result":["#
      + all.joined(separator: ",") + "]}}"
  }()

  private static let changes =
    #"{"time":"2026-03-10T09:10:00Z","service":"mail","kind":"deploy","description":"2.7 to 2.8"}"#
    + "\n"
    + #"{"time":"2026-03-10T10:24:00Z","service":"price","kind":"config","description":"cache 512 to 16"}"#
    + "\n"

  private static let cluster = """
    $ kubectl get pods -n shop --show-labels
    NAME                   READY   STATUS    RESTARTS   AGE   LABELS
    mail-5c8b9d7f6-qwrtz   1/1     Running   0          5d    app=mail

    $ kubectl get services -n shop -o wide
    NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE   SELECTOR
    mail   ClusterIP   10.1.0.7     <none>        80/TCP    5d    app=mails

    $ kubectl get endpoints -n shop
    NAME   ENDPOINTS   AGE
    mail   <none>      5d

    """

  private static func ask(_ question: String, of files: [(String, String)]) async throws -> Asked {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(name, text) }
    let asked = try await InvestigationTests.ask(question, in: [folder.path])
    try checkCitations(asked, in: folder.path)
    return asked
  }

  @Test func `Traces alone name the service and the operation that is slow`() async throws {
    let files = [("spans.json", Self.traces)]
    let asked = try await Self.ask("why is gateway slow?", of: files)
    #expect(
      asked.firstSentence.hasPrefix("**price**, from 2026-03-10 10:25:00 UTC on: its own work"))
    #expect(asked.section("Not seen")?.contains("no logs") == true)
    let slow = try await Self.ask("which operation is slow?", of: files)
    #expect(slow.firstSentence.hasPrefix("`GET /price` of **price** takes 90"))
    #expect(slow.section("Other operations")?.contains("`GET /items` of **cart**") == true)
  }

  @Test func `Metrics alone name the service, and the operation that is slow`() async throws {
    let files = [("query.json", Self.metrics)]
    let asked = try await Self.ask("why is gateway slow?", of: files)
    #expect(asked.firstSentence.hasPrefix("**price**: CPU rose from 12"))
    #expect(asked.section("Not seen")?.contains("no logs, traces") == true)
    let slow = try await Self.ask("which endpoint is slowest?", of: files)
    #expect(slow.firstSentence.contains("operation=GET /price` of **price** takes 90"))
  }

  @Test func `Changes alone are no failure, and are told`() async throws {
    let files = [("changes.jsonl", Self.changes)]
    let asked = try await Self.ask("why is gateway slow?", of: files)
    #expect(asked.file.incident?.cause == nil)
    #expect(
      asked.firstSentence.hasPrefix("Nothing is wrong in what was read")
        || asked.firstSentence.hasPrefix("Not proven"))
    #expect(asked.section("Not seen")?.contains("no logs, metrics") == true)
    let told = try await Self.ask("what changed before 10:30?", of: files)
    #expect(told.firstSentence.hasPrefix("2 changes"))
    #expect(told.markdown.contains("`cache 512 to 16`"))
  }

  @Test func `A cluster without any log names the contradiction`() async throws {
    let asked = try await Self.ask("why is mail unreachable?", of: [("get.txt", Self.cluster)])
    #expect(asked.section("Answer")?.contains("the service selects `app=mails`") == true)
    #expect(asked.section("Not seen")?.contains("no logs, metrics, traces") == true)
  }

  @Test(arguments: ["spans.json", "query.json", "changes.jsonl", "get.txt"])
  func `All kinds with one file damaged name the same service`(damaged: String) async throws {
    let files = [
      ("spans.json", Self.traces), ("query.json", Self.metrics), ("changes.jsonl", Self.changes),
      ("get.txt", Self.cluster),
    ].map { name, text in
      (
        name,
        name == damaged
          ? String(decoding: text.utf8.prefix(text.utf8.count / 2 + 40), as: UTF8.self) : text
      )
    }
    let asked = try await Self.ask("why is gateway slow?", of: files)
    #expect(asked.firstSentence.hasPrefix("**price**"), "\(asked.firstSentence)")
    if damaged != "get.txt" {
      #expect(asked.section("Not seen")?.contains("`\(damaged)`: it ends in the middle") == true)
    }
  }

  @Test func `What cannot be read at all is said with its name`() async throws {
    let asked = try await Self.ask(
      "why is gateway slow?",
      of: [("spans.json", Self.traces), ("query.json", "{\"data\":{\"result\":[{\"metric\":")])
    #expect(asked.firstSentence.hasPrefix("**price**"))
    #expect(asked.section("Not seen")?.contains("`query.json`: ") == true)
  }
}
