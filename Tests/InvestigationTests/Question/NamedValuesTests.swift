import Testing

@testable import Investigation

/// What a noun of a question names in the text of entries.
@Suite struct NamedValuesTests {
  static let rows: [(noun: String, text: String, values: [String])] = [
    (
      "servers", "Server pool-a/10.9.8.7:443 is DOWN, reason: Layer4 timeout",
      ["pool-a/10.9.8.7:443"]
    ),
    ("hosts", "could not contact 10.1.2.3:7000 within 500ms", ["10.1.2.3:7000"]),
    ("hosts", "no route to cache-3.prod.example, giving up", ["cache-3.prod.example"]),
    ("database", #"connection to server at "ledger-main" failed: timeout"#, ["ledger-main"]),
    ("topic", "consumer of topic invoices-v2 is 9000 behind", ["invoices-v2"]),
    ("queue", "message rejected queue=mail.out reason=full", ["mail.out"]),
    ("pool", "[pool 'www'] all workers busy", ["www"]),
    ("file", "cannot write /srv/data/seg-17.idx: disk quota exceeded", ["/srv/data/seg-17.idx"]),
    ("script", "script '/opt/site/list.php' executes too slowly", ["/opt/site/list.php"]),
    (
      "query", "STATEMENT:  SELECT id FROM parcels WHERE state = $1",
      ["SELECT id FROM parcels WHERE state = $1"]
    ),
    ("endpoint", #""GET /api/v2/items HTTP/1.1" 500 12"#, ["/api/v2/items"]),
    ("partition", "partition 7 of orders has no leader", []),
    ("houses", "house-4: FAIL-SAFE active, vents 100% open", ["house-4"]),
    ("agents", "query from ci_agent-17 refused, rule-2 applied", ["ci_agent-17"]),
    // Plain words name nothing, nor does a class.
    ("server", "the server is not available right now", []),
    ("host", "at com.acme.mail.Relay.send(Relay.java:42)", []),
    ("file", "ratio 3/4 of files done", []),
  ]

  @Test(arguments: rows)
  func `what a noun names is found`(noun: String, text: String, values: [String]) {
    #expect(NamedValues(noun: noun).values(in: text) == values)
  }

  @Test(arguments: ["", "'", "\"unclosed", "a=", "=", "((((", "/", "\\", "x:99999999999999999999"])
  func `any text is looked at without a trap`(text: String) {
    for noun in ["host", "file", "query", "endpoint", "topic", ""] {
      #expect(NamedValues(noun: noun).values(in: text).allSatisfy { !$0.isEmpty })
    }
  }

  @Test(arguments: [
    (#"{"msg":"x","request_id":"8f2a11bc","a":1}"#, "8f2a11bc"),
    (#""GET /a HTTP/1.1" 200 12 rt=0.1 rid=77c55969ff"#, "77c55969ff"),
    ("level=info trace_id=4bf92f35 done", "4bf92f35"), ("rid=12 done", nil), ("nothing", nil),
  ])
  func `the identifier of a request is read`(text: String, identifier: String?) {
    #expect(RequestStory.identifier(in: text) == identifier)
  }
}
