import Evidence
import Testing

@testable import EvidenceFiles

/// Metrics, traces, changes and clusters that are damaged: what is left is read, and nothing ends.
@Suite struct DamagedEvidenceTests {
  /// A whole file of each kind.
  static let files: [(name: String, text: String)] = [
    (
      "wide.csv",
      "time,carts_cpu,web_latency\n"
        + (0..<30).map { "2026-03-10T10:00:\($0 + 10)Z,\($0),0.\($0)\n" }.joined()
    ),
    (
      "long.csv",
      "time,service,metric,value\n"
        + (0..<30).map { "2026-03-10T10:00:\($0 + 10)Z,cart,cpu,\($0)\n" }.joined()
    ),
    (
      "scrape.txt",
      "# TYPE cpu gauge\n"
        + (0..<30).map { "cpu{app=\"cart\"} \($0) 17731368\($0 + 10)000\n" }.joined()
    ),
    (
      "query.json",
      #"{"data":{"resultType":"matrix","result":[{"metric":{"__name__":"cpu","app":"cart"},"values":["#
        + (0..<30).map { "[17731368\($0 + 10),\"\($0)\"]" }.joined(separator: ",") + "]}]}}"
    ),
    (
      "otlp.json",
      (0..<30).map { step in
        OTLPMetricsTests.document(
          "cart",
          #"{"name":"queue","gauge":{"dataPoints":[{"timeUnixNano":"# + OTLPMetricsTests.time(step)
            + #","asInt":"\#(step)"}]}}"#) + "\n"
      }.joined()
    ),
    (
      "spans.json",
      (0..<30).map {
        #"{"traceId":"a\#($0)","id":"0\#($0)","localEndpoint":{"serviceName":"cart"},"name":"get","#
          + #""timestamp":17731368000000\#($0 + 10),"duration":50000}"# + "\n"
      }.joined()
    ),
    (
      "spans.csv",
      "TraceID,SpanID,ParentID,PodName,OperationName,StartTimeUnixNano,Duration\n"
        + (0..<30).map { "a\($0),0\($0),,cart,get,17731368000000000\($0 + 10),50\n" }.joined()
    ),
    (
      "changes.jsonl",
      (0..<30).map {
        #"{"time":"2026-03-10T10:00:\#($0 + 10)Z","service":"cart","kind":"deploy","text":"v\#($0)"}"#
          + "\n"
      }.joined()
    ),
    (
      "git.log",
      (0..<30).map { "8f14e\($0 + 10) 2026-03-10 10:00:\($0 + 10) +0000 cart: step \($0)\n" }
        .joined()
    ),
    ("calls.csv", "caller,callee\n" + (0..<30).map { "a\($0),b\($0)\n" }.joined()),
    (
      "get.txt",
      "$ kubectl get pods\nNAME   READY  STATUS   RESTARTS  AGE\n"
        + (0..<30).map { "web-\($0)  1/1  Running  0  5d\n" }.joined()
    ),
  ]

  private static func read(_ bytes: [UInt8], _ name: String) -> FileEvidence {
    FileEvidence(text: bytes, name: name)
  }

  /// What was observed of anything, entries of logs aside.
  private static func count(_ evidence: FileEvidence) -> Int {
    evidence.observations.count { $0.template.isEmpty } + evidence.requests.spans.count
      + evidence.observations.map(\.values.points.count).reduce(0, +)
  }

  @Test(arguments: files.map(\.name))
  func `A file that is cut in the middle gives what came before`(name: String) throws {
    let text = try #require(Self.files.first { $0.name == name }).text
    let bytes = Array(text.utf8)
    let whole = Self.count(Self.read(bytes, name))
    #expect(whole > 0)
    let half = Self.count(Self.read(Array(bytes.prefix(bytes.count * 2 / 3)), name))
    // One document that is not closed cannot be told from another kind of text.
    #expect(half < whole && (half > 0 || name == "query.json"), "\(half) of \(whole)")
    for part in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)) {
      _ = Self.read(Array(bytes.prefix(part)), name)
    }
  }

  @Test(arguments: [
    "NaN", "1e999", "-1e999", "99999999999999999999999999", "-9223372036854775808", "[]", "{}",
    "null", "true", "\"", "", "0x10", "\u{0}", "\u{FFFF}",
  ])
  func `Any value in place of any number is left out or read, and nothing ends`(value: String) {
    for (name, text) in Self.files {
      for number in ["10", "20", "00", "1"] {
        _ = Self.read(Array(text.replacing(number, with: value).utf8), name)
      }
    }
  }

  @Test func `Lists in lists without end are no reason to end`() {
    let deep = String(repeating: "[", count: 200_000) + String(repeating: "]", count: 200_000)
    for head in [
      #"{"resourceSpans":"#, #"{"resourceMetrics":"#,
      #"{"resultType":"matrix","metric":{},"result":"#,
      #"{"time":"2026-03-10T10:00:00Z","kind":"deploy","text":"a","more":"#,
    ] {
      _ = Self.read(Array((head + deep + "}").utf8), "deep.json")
    }
  }

  @Test func `Bytes that are turned over one by one end nothing`() {
    for (name, text) in Self.files {
      var bytes = Array(text.utf8.prefix(700))
      for place in bytes.indices {
        let kept = bytes[place]
        bytes[place] = kept ^ 0x15
        _ = Self.read(bytes, name)
        bytes[place] = kept
      }
    }
  }
}
