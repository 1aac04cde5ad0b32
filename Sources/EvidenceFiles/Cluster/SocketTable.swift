/// Reads sockets that listen: `ss -lntp`, `netstat -tlnp`.
///
///     LISTEN 0  80  127.0.0.1:3306  0.0.0.0:*  users:(("mariadbd",pid=1203,fd=21))
///     → Socket 127.0.0.1:3306: address 127.0.0.1, port 3306, process mariadbd
enum SocketTable {
  static func takes(_ first: String) -> Bool {
    let words = first.split { $0 == " " || $0 == "\t" }.map(String.init)
    return words.starts(with: ["State", "Recv-Q", "Send-Q"])
      || words.starts(with: ["Netid", "State", "Recv-Q"])
      || words.starts(with: ["Proto", "Recv-Q", "Send-Q"])
      || first.hasPrefix("Active Internet connections")
  }

  static func objects(in block: Transcript.Block) -> [ObjectDraft] {
    block.lines.compactMap { line -> ObjectDraft? in
      let words = line.text.split { $0 == " " || $0 == "\t" }.map(String.init)
      guard words.contains("LISTEN") || words.first == "udp" || words.contains("UNCONN"),
        let local = words.first(where: { $0.contains(":") }), let colon = local.lastIndex(of: ":"),
        Int(local[local.index(after: colon)...]) != nil
      else { return nil }
      var socket = ObjectDraft(
        kind: "Socket", namespace: block.command?.host ?? "", name: local, origin: .listed,
        line: line)
      var address = local[..<colon].filter { $0 != "[" && $0 != "]" }
      if let mark = address.firstIndex(of: "%") { address = String(address[..<mark]) }
      socket.add("address", String(address), line)
      socket.add("port", String(local[local.index(after: colon)...]), line)
      if let (_, rest) = line.text.halves(at: "((\""), let (name, _) = rest.halves(at: "\"") {
        socket.add("process", name, line)
      } else if let last = words.last, let (number, name) = last.halves(at: "/"), Int(number) != nil
      {
        socket.add("process", name, line)
      }
      return socket
    }
  }
}
