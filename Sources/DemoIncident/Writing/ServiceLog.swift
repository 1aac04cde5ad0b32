/// The log of one service in the making.
struct ServiceLog: Sendable {
  let service: Incident.Service
  private var entries: [Entry] = []

  private struct Entry: Sendable {
    var time: Int64
    var text: String
  }

  init(_ service: Incident.Service) {
    self.service = service
  }

  /// Adds a message; `trace` are further lines that belong to it.
  mutating func add(_ time: Int64, _ level: LineLevel, _ message: String, trace: [String] = []) {
    var text = line(time, level, message, trace)
    switch service.format {
    case .json, .epochJSON, .access: break
    default: for further in trace { text += "\n" + further }
    }
    entries.append(Entry(time: time, text: text))
  }

  /// Adds a request to the access log.
  mutating func add(
    _ time: Int64, request: String, status: Int, bytes: Int, client: String
  ) {
    let stamp = LineStamp(milliseconds: time).access
    let head = "\(client) - - [\(stamp)] \"\(request) HTTP/1.1\""
    entries.append(Entry(time: time, text: "\(head) \(status) \(bytes) \"-\" \"shop-app/5.2\""))
  }

  private func line(
    _ time: Int64, _ level: LineLevel, _ message: String, _ trace: [String]
  ) -> String {
    let stamp = LineStamp(milliseconds: time)
    switch service.format {
    case .iso:
      return "\(stamp.iso) \(level.word) [worker-\(time % 8)] \(message)"
    case .java:
      let logger = "com.acme.\(service.package).Handler"
      return "\(stamp.java) \(level.word) [http-\(time % 16)] \(logger): \(message)"
    case .json:
      let detail = trace.isEmpty ? "" : ",\"stack\":\"\(Self.escaped(trace))\""
      return "{\"ts\":\"\(stamp.iso)\",\"level\":\"\(level.rawValue)\",\"service\":"
        + "\"\(service.name)\",\"msg\":\"\(Self.escaped([message]))\"\(detail)}"
    case .epochJSON:
      let detail = trace.isEmpty ? "" : ",\"stack_trace\":\"\(Self.escaped(trace))\""
      return "{\"@timestamp\":\(time),\"severity\":\"\(level.word)\",\"message\":"
        + "\"\(Self.escaped([message]))\"\(detail)}"
    case .logfmt:
      return "time=\(stamp.iso) level=\(level.rawValue) msg=\"\(Self.escaped([message]))\""
    case .syslog:
      let word = level == .info ? "" : "\(level.word): "
      return "\(stamp.syslog) node-\(service.node) \(service.name)[\(service.process)]: \(word)"
        + message
    case .klog:
      let letter = level.word.prefix(1)
      return "\(letter)\(stamp.klog)       1 handler.go:\(service.node + 110)] \(message)"
    case .access:
      return message
    }
  }

  private static func escaped(_ lines: [String]) -> String {
    var text = ""
    for (index, line) in lines.enumerated() {
      if index > 0 { text += "\\n" }
      for character in line {
        switch character {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\t": text += "\\t"
        default: text.append(character)
        }
      }
    }
    return text
  }

  /// The lines in the order of time.
  var text: String {
    let order = entries.indices.sorted { (entries[$0].time, $0) < (entries[$1].time, $1) }
    var text = ""
    text.reserveCapacity(entries.count * 140)
    for index in order {
      text += entries[index].text
      text += "\n"
    }
    return text
  }
}
