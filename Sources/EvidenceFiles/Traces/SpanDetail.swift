import Evidence

/// What the attributes of a span say of whom it calls and why it failed, as views into its record.
///
/// Attributes go by their names in OpenTelemetry's semantic conventions, old and new ones, and by those
/// of Zipkin, Jaeger and Datadog. Of several that say the same the best is taken:
///
///     dns.question.name=rates.example network.peer.address=10.96.0.10 → rates.example at 10.96.0.10
///     url.full=https://rates.example/v3/x server.address=rates.example → rates.example
struct SpanDetail {
  private var target: (text: Bytes, rank: Int)?
  private var resolver = Bytes(start: nil, count: 0)
  private var isLookup = false
  private var statement = Bytes(start: nil, count: 0)
  private var failure: (text: Bytes, rank: Int)?
  private var version = Bytes(start: nil, count: 0)
  private var status = Bytes(start: nil, count: 0)
  /// Whether it is the half of who was called: what it names as the server is itself.
  private var isServed = false

  /// What attributes are for.
  private enum Part {
    case target(Int), host(Int), peer(Int), lookup, statement, failure(Int), status(Int), version,
      kind
  }

  /// How well a status of HTTP says why it failed.
  private static let ofHTTP = 5

  /// By their names without marks, as `SpanField/plain(_:)` gives them; the lower rank is better.
  private static let parts: [String: Part] = [
    "dnsquestionname": .lookup, "dnsquestion": .lookup, "dnsname": .lookup, "dnsquery": .lookup,
    "dnsserver": .peer(3), "dnsresolver": .peer(3), "dnsserveraddress": .peer(3),
    "messagingdestinationname": .target(1), "messagingdestination": .target(1),
    "peerservice": .target(2), "serveraddress": .peer(3), "netpeername": .peer(3),
    "peerhostname": .peer(3), "outhost": .peer(3), "httphost": .target(4),
    "urlfull": .host(5), "httpurl": .host(5), "networkpeeraddress": .peer(6),
    "netpeerip": .peer(6), "netsockpeeraddr": .peer(6), "peeraddress": .peer(6),
    "peeripv4": .peer(6), "rpcservice": .target(7), "dbnamespace": .target(8), "dbname": .target(8),
    "dbstatement": .statement, "dbquerytext": .statement, "sqlquery": .statement,
    "statusmessage": .failure(0), "otelstatusdescription": .failure(0),
    "statusdescription": .failure(0),
    "exceptionmessage": .failure(1), "errormessage": .failure(1), "errormsg": .failure(1),
    "errorobject": .failure(2), "error": .failure(3), "exceptiontype": .failure(4),
    "errortype": .failure(4), "errorkind": .failure(4),
    "httpstatuscode": .status(ofHTTP), "httpresponsestatuscode": .status(ofHTTP),
    "httpstatus": .status(ofHTTP),
    "rpcgrpcstatuscode": .status(6), "grpcstatuscode": .status(6),
    "serviceversion": .version, "version": .version, "release": .version, "appversion": .version,
    "kind": .kind, "spankind": .kind,
  ]

  /// Whether an attribute of this name, without marks, says anything of it.
  static func isNamed(_ name: String) -> Bool { parts[name] != nil }

  /// Takes an attribute, by its name without marks.
  mutating func take(_ name: String, _ value: Bytes) {
    guard let part = Self.parts[name] else { return }
    let value = value.trimmed()
    guard !value.isEmpty, !value.has("null") else { return }
    switch part {
    case .target(let rank): offer(value, rank)
    case .host(let rank): Self.host(of: value).map { offer($0, rank) }
    case .peer(let rank):
      if resolver.isEmpty { resolver = value }
      offer(value, rank)
    case .lookup:
      isLookup = true
      offer(value, 0)
    case .statement: if statement.isEmpty { statement = value }
    case .failure(let rank): fail(value, rank)
    case .status(let rank):
      if rank == Self.ofHTTP, value.count == 3, value.allSatisfy(isDigit) { status = value }
      fail(value, rank)
    case .version: if version.isEmpty { version = value }
    case .kind: isServed = Self.isServed(value)
    }
  }

  /// Takes whom a span of Zipkin names as the other end.
  mutating func take(otherEnd name: Bytes) { if !name.isEmpty { offer(name, 2) } }

  private mutating func offer(_ text: Bytes, _ rank: Int) {
    if rank < target?.rank ?? .max { target = (text, rank) }
  }

  private static let sayNothing: Set<String> = ["true", "false", "0", "1", "OK", "ok", "Ok", "200"]

  /// Words say more than a status, and a status more than `true`.
  private mutating func fail(_ text: Bytes, _ rank: Int) {
    if text.count <= 5, Self.sayNothing.contains(text.text()) { return }
    let isNumber = text.allSatisfy(isDigit)
    let isWord = !text.contains(0x20)
    // "Error" as a message says less than an exception's type.
    let rank = isNumber && rank < 5 ? 7 : isWord && rank < 2 ? rank + 4 : rank
    if rank < failure?.rank ?? .max { failure = (text, rank) }
  }

  /// Of `https://rates.example:443/v3` it is `rates.example`; nil where a value is no address.
  private static func host(of address: Bytes) -> Bytes? {
    guard let mark = address.find(lowercased: Array("://".utf8)) else { return nil }
    let start = mark + 3
    var end = start
    while end < address.count, !"/?#:".utf8.contains(address[end]) { end += 1 }
    return end > start ? address.part(start, end) : nil
  }

  /// Whether a kind is a server's or a consumer's: OTLP's 2 and 5 (`trace.proto`, `SpanKind`), or a word.
  private static func isServed(_ kind: Bytes) -> Bool {
    if kind.count == 1 { return kind[0] == UInt8(ascii: "2") || kind[0] == UInt8(ascii: "5") }
    return kind.find(lowercased: Array("server".utf8)) != nil
      || kind.find(lowercased: Array("consumer".utf8)) != nil
  }

  /// What is kept of it: nothing of whom it calls where it was called, and no failure where it did not.
  ///
  /// `release` is the version that its resource tells.
  func detail(isError: Bool, release: Bytes) -> TracedRequests.Detail {
    var detail = TracedRequests.Detail()
    if let target, !isServed {
      detail.target = target.text.text(limit: Self.longestName)
      if isLookup, !resolver.isEmpty {
        detail.target += " at " + resolver.text(limit: Self.longestName)
      }
    }
    detail.statement = Self.plain(statement)
    if isError, let failure {
      let text = failure.text.text(limit: Self.longestText)
      detail.failure =
        failure.text.allSatisfy(isDigit)
        ? (failure.rank == 6 ? "gRPC status " : "status ") + text : text
    }
    detail.status = status.text()
    detail.version = (version.isEmpty ? release : version).text(limit: 60)
    return detail
  }

  private static let (longestName, longestText) = (120, 160)

  /// A statement with `?` for what differs from one to the next: numbers and what stands in quotes.
  ///
  /// `SELECT a FROM t1 WHERE id = 17 AND x = 'b'` is `SELECT a FROM t1 WHERE id = ? AND x = ?`.
  static func plain(_ statement: Bytes) -> String {
    var plain: [UInt8] = []
    var at = 0
    while at < statement.count, plain.count < longestText {
      let byte = statement[at]
      if byte == UInt8(ascii: "'") {
        at += 1
        while at < statement.count, statement[at] != byte { at += 1 }
        at += 1
        plain.append(UInt8(ascii: "?"))
      } else if isDigit(byte), !(plain.last.map(isOfName) ?? false) {
        while at < statement.count, isDigit(statement[at]) || statement[at] == UInt8(ascii: ".") {
          at += 1
        }
        if plain.last == UInt8(ascii: "$") { plain.removeLast() }
        plain.append(UInt8(ascii: "?"))
      } else {
        plain.append(byte)
        at += 1
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// Whether a byte may stand in the name of a table or column.
  private static func isOfName(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_")
  }
}
