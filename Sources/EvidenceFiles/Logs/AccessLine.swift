/// The status of HTTP, as fields and access lines write it.
enum HTTPStatus {
  /// Reads three digits from 100 to 599; nil for anything else.
  static func read(_ bytes: Bytes) -> Int? {
    guard bytes.count == 3, isDigit(bytes[0]), isDigit(bytes[1]), isDigit(bytes[2]) else {
      return nil
    }
    let status = Int(bytes[0] &- 0x30) * 100 + Int(bytes[1] &- 0x30) * 10 + Int(bytes[2] &- 0x30)
    return (100...599).contains(status) ? status : nil
  }
}

/// A line that tells of one request, by the place of its parts: never by a number in some text.
///
/// - Common and combined log format, Envoy, uvicorn: the status stands behind the quoted request.
/// - Load balancers of AWS: behind three timers, before the quoted request.
/// - HAProxy: behind the timers between slashes. Squid: behind `TCP_MISS/`. uWSGI: in `(HTTP/1.1 500)`.
struct AccessLine {
  var status: Int
  /// The request between its quotes: `GET /a HTTP/1.1`; empty where none stands there.
  var request: Range<Int>
  /// Where the numbers behind the status begin.
  var behindStatus: Int

  private static let methods: [StaticString] = [
    "GET ", "POST ", "PUT ", "HEAD ", "DELETE ", "PATCH ", "OPTIONS ", "CONNECT ", "TRACE ",
    "PROPFIND ", "REPORT ", "PRI ",
  ]

  /// Reads such a line, whose message begins at an index; nil where the text is none.
  static func read(_ text: Bytes, message: Int) -> AccessLine? {
    if let line = parted(text, message) { return line }
    var at = message
    while let open = text.first(UInt8(ascii: "\""), from: at) {
      let close = text.first(UInt8(ascii: "\""), from: open + 1) ?? text.count
      let request = open + 1..<close
      let isRequest = methods.contains { text.has($0, at: open + 1) }
      // What is no request at all has been answered with 400 or 408.
      let isEmpty = close - open == 2 && text[open + 1] == UInt8(ascii: "-") || close - open == 1
      if isRequest || isEmpty, close + 1 < text.count, text[close + 1] == 0x20,
        let (status, end) = number(text, close + 2)
      {
        if isRequest || status >= 400 {
          return AccessLine(status: status, request: request, behindStatus: end)
        }
      }
      if isRequest {
        return before(text, message, open).map {
          AccessLine(status: $0.0, request: request, behindStatus: $0.1)
        }
      }
      // A byte that is no text, as scanners send it, stands for the request.
      if close + 5 < text.count, open > message, text[open - 1] == 0x20,
        text.has("\\x", at: open + 1),
        let (status, end) = number(text, close + 2)
      {
        return AccessLine(status: status, request: request, behindStatus: end)
      }
      guard open < message + 40 || isEmpty else { return nil }
      at = close + 1
    }
    return squid(text, message) ?? generated(text, message)
  }

  /// Reads uWSGI's `GET /x => generated 12 bytes in 3 msecs (HTTP/1.1 500) 4 headers …`.
  private static func generated(_ text: Bytes, _ start: Int) -> AccessLine? {
    guard text.last == UInt8(ascii: ")"), methods.contains(where: { text.has($0, at: start) }),
      let place = text.find(lowercased: Array("(http/".utf8), from: start),
      let blank = text.first(0x20, from: place), let (status, end) = closed(text, blank + 1),
      let arrow = text.find(lowercased: Array(" => ".utf8), from: start)
    else { return nil }
    return AccessLine(status: status, request: start..<arrow, behindStatus: end)
  }

  private static func closed(_ text: Bytes, _ start: Int) -> (Int, Int)? {
    guard start + 3 < text.count, text[start + 3] == UInt8(ascii: ")"),
      let status = HTTPStatus.read(text.part(start, start + 3))
    else { return nil }
    return (status, start + 3)
  }

  /// Reads Gin's `500 |     1.2ms |  10.0.0.1 | GET "/x"`.
  private static func parted(_ text: Bytes, _ start: Int) -> AccessLine? {
    var at = start
    while at < text.count, text[at] == 0x20 { at += 1 }
    guard let (status, end) = number(text, at), text.has(" |", at: end) else { return nil }
    return AccessLine(status: status, request: end..<end, behindStatus: end)
  }

  /// Reads the status before the request: behind timers.
  private static func before(_ text: Bytes, _ start: Int, _ end: Int) -> (Int, Int)? {
    var at = start
    var timers = 0
    while at < end {
      while at < end, text[at] == 0x20 { at += 1 }
      let from = at
      while at < end, text[at] != 0x20 { at += 1 }
      let word = text.part(from, at)
      if timers >= 3, let status = HTTPStatus.read(word) { return (status, at) }
      let slashes = word.reduce(0) { $0 + ($1 == UInt8(ascii: "/") ? 1 : 0) }
      let isTimer =
        !word.isEmpty
        && word.allSatisfy {
          isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
            || $0 == UInt8(ascii: "/")
            || $0 == UInt8(ascii: "+")
        }
        && (word.contains(UInt8(ascii: ".")) || word.has("-1") || slashes >= 3)
      timers = isTimer ? (slashes >= 3 ? 3 : timers + 1) : 0
    }
    return nil
  }

  /// Reads Squid's `52 10.0.0.1 TCP_MISS/503 1234 GET http://…`.
  private static func squid(_ text: Bytes, _ start: Int) -> AccessLine? {
    var at = start
    for _ in 0..<4 {
      while at < text.count, text[at] == 0x20 { at += 1 }
      if text.has("TCP_", at: at) || text.has("NONE/", at: at) || text.has("UDP_", at: at) {
        let end = PrefixWords.end(text, at)
        guard let slash = text.first(UInt8(ascii: "/"), from: at), slash < end,
          let status = HTTPStatus.read(text.part(slash + 1, end))
        else { return nil }
        return AccessLine(status: status, request: end..<end, behindStatus: end)
      }
      at = PrefixWords.end(text, at)
    }
    return nil
  }

  private static func number(_ text: Bytes, _ start: Int) -> (Int, Int)? {
    guard start + 3 <= text.count, let status = HTTPStatus.read(text.part(start, start + 3)),
      start + 3 == text.count || text[start + 3] <= 0x20
    else { return nil }
    return (status, start + 3)
  }

  /// Calls a closure for `method path status bytes duration user_agent client user` where they stand there,
  /// and for the `name=value` pairs behind them.
  func each(in text: Bytes, _ body: (_ name: Bytes, _ value: Bytes) -> Void) {
    func give(_ name: StaticString, _ value: Bytes) {
      guard !value.isEmpty, value.count > 1 || value[0] != UInt8(ascii: "-") else { return }
      body(Bytes(start: name.utf8Start, count: name.utf8CodeUnitCount), value)
    }
    let client = text.part(0, PrefixWords.end(text, 0))
    if client.contains(UInt8(ascii: ".")) || client.contains(UInt8(ascii: ":")),
      client.first.map({ isDigit($0) || isLetter($0) }) ?? false, request.lowerBound > client.count,
      !client.contains(UInt8(ascii: "T"))
    {
      give("client", client)
      // `10.4.0.9 - ida [13/Oct/2026:22:09:29 +0000]`
      let identity = PrefixWords.end(text, client.count + 1)
      let user = PrefixWords.end(text, identity + 1)
      if user + 1 < request.lowerBound, text[user + 1] == UInt8(ascii: "[") {
        give("user", text.part(identity + 1, user))
      }
    }
    let words = text.part(request.lowerBound, request.upperBound)
    if let blank = words.first(0x20) {
      give("method", words.part(0, blank))
      give("path", words.part(blank + 1, PrefixWords.end(words, blank + 1)))
    }
    if behindStatus >= 3 { give("status", text.part(behindStatus - 3, behindStatus)) }
    var at = behindStatus
    var names: [StaticString] = ["bytes", "duration"]
    var quoted = 0
    while at < text.count {
      while at < text.count, text[at] <= 0x20 { at += 1 }
      guard at < text.count else { return }
      if text[at] == UInt8(ascii: "\"") {
        let close = text.first(UInt8(ascii: "\""), from: at + 1) ?? text.count
        quoted += 1
        // The combined format: referrer, then user agent.
        if quoted == 2 { give("user_agent", text.part(at + 1, close)) }
        at = close + 1
        continue
      }
      let end = PrefixWords.end(text, at)
      let value = text.part(at, end)
      if let name = names.first, value.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") }) {
        give(name, value)
        names.removeFirst()
      } else if let sign = value.first(UInt8(ascii: "=")), sign > 0 {
        // What a site adds at the end names itself: `rt=0.084 rid=4c1a`.
        let added = value.part(sign + 1, value.count)
        if !added.isEmpty { body(value.part(0, sign), added) }
      }
      at = end
    }
  }
}
