/// Finds what a Windows event in XML says (the event schema: System, EventData, RenderingInfo).
struct EventScan {
  private let bytes: Bytes

  init(_ bytes: Bytes) {
    self.bytes = bytes
  }

  /// The fields under the names that tables of such events use.
  func fields() -> [(name: String, value: Bytes)] {
    var fields: [(name: String, value: Bytes)] = []
    func take(_ name: String, _ value: Bytes?) {
      if let value = value?.trimmed(), !value.isEmpty { fields.append((name, value)) }
    }
    take("time", attribute("SystemTime", of: "timecreated"))
    take("service", attribute("Name", of: "provider"))
    take("host", element("computer"))
    take("event_id", element("eventid"))
    // Levels of events: 1 critical, 2 error, 3 warning, 4 information, 5 verbose.
    switch element("level").flatMap({ $0.trimmed().first }) {
    case UInt8(ascii: "1"): take("level", Self.word("critical"))
    case UInt8(ascii: "2"): take("level", Self.word("error"))
    case UInt8(ascii: "3"): take("level", Self.word("warning"))
    case UInt8(ascii: "4"), UInt8(ascii: "0"): take("level", Self.word("information"))
    case UInt8(ascii: "5"): take("level", Self.word("verbose"))
    default: break
    }
    take("message", element("message") ?? element("data") ?? element("eventdata"))
    return fields
  }

  /// A view of a constant.
  private static func word(_ text: StaticString) -> Bytes {
    Bytes(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }

  /// Where an element with a name, in lower case, begins.
  private func begin(_ name: String) -> Int? {
    let needle = Array("<\(name)".utf8)
    var from = 0
    while let at = bytes.find(lowercased: needle, from: from) {
      let next = at + needle.count
      if next < bytes.count, bytes[next] <= 0x20 || bytes[next] == 0x3E || bytes[next] == 0x2F {
        return at
      }
      from = next
    }
    return nil
  }

  private func element(_ name: String) -> Bytes? {
    guard let at = begin(name), let open = bytes.first(0x3E, from: at), bytes[open - 1] != 0x2F,
      let close = bytes.find(lowercased: Array("</\(name)".utf8), from: open)
    else { return nil }
    return bytes.part(open + 1, close)
  }

  private func attribute(_ attribute: StaticString, of name: String) -> Bytes? {
    guard let at = begin(name), let end = bytes.first(0x3E, from: at) else { return nil }
    let tag = bytes.part(at, end)
    for place in tag.indices where tag.has(attribute, at: place) {
      let sign = place + attribute.utf8CodeUnitCount
      guard sign + 1 < tag.count, tag[sign] == 0x3D else { continue }
      let quote = tag[sign + 1]
      guard quote == 0x22 || quote == 0x27, let stop = tag.first(quote, from: sign + 2) else {
        return nil
      }
      return tag.part(sign + 2, stop)
    }
    return nil
  }
}
