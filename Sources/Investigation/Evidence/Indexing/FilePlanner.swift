#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Looks at the beginning of a file and decides how to read it, or why not to.
enum FilePlanner {
  /// A plan, or the reason why the file is not read.
  enum Outcome {
    case plan(FilePlan)
    case unread(UnreadFile)
  }

  /// The bytes that are looked at.
  private static let peek = 128 << 10

  static func plan(_ file: EvidenceFile) -> Outcome {
    func unread(_ reason: String) -> Outcome {
      .unread(UnreadFile(path: file.display, reason: reason))
    }
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: peek, alignment: 16)
    defer { room.deallocate() }
    guard let source = FileSource(path: file.path) else {
      return unread(String(cString: strerror(errno)))
    }
    var encoding = FileSniff(fill(room, source))
    if let shortfall = source.shortfall { return unread(shortfall) }
    var head = fill(room, FilePlan.open(file.path, encoding, from: 0) ?? source)
    if encoding == .gzip {
      switch FileSniff(head) {
      case .foreign(let reason): return unread("compressed, and inside: " + reason)
      case .empty: return unread(file.size > 64 ? "the gzip data cannot be read" : "empty")
      default: break
      }
    }
    switch encoding {
    case .foreign(let reason): return unread(reason)
    case .empty: return unread("empty")
    default: break
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.part(3, head.count) }
    if head.allSatisfy({ $0 <= 0x20 }) { return unread("holds nothing but white space") }
    if case .utf16 = encoding, file.size < 2 { encoding = .text }
    return plan(file, encoding, head)
  }

  private static func fill(_ room: UnsafeMutableRawBufferPointer, _ source: any ByteSource) -> Bytes
  {
    var count = 0
    while count < room.count {
      let got = source.read(into: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
      if got == 0 { break }
      count += got
    }
    return Bytes(rebasing: UnsafeBufferPointer(room.bindMemory(to: UInt8.self))[0..<count])
  }

  private static func plan(_ file: EvidenceFile, _ encoding: FileSniff, _ head: Bytes) -> Outcome {
    var lines: [Bytes] = []
    var at = 0
    while at < head.count, lines.count < 400 {
      let end = head.first(0x0A, from: at) ?? head.count
      let line = head.part(at, end)
      if let last = line.last(where: { _ in true }), last != 0 || line.count > 1,
        !line.trimmed().isEmpty
      {
        lines.append(line)
      }
      at = end + 1
    }
    // The last line may be cut.
    if lines.count > 1, head.last != 0x0A { lines.removeLast() }
    var plan = FilePlan(
      file: file, encoding: encoding, context: StampContext(), format: "plain text",
      service: ServiceName.ofFile(file), fingerprint: hash(head))
    plan.context = DateGuess.context(file: file, lines: lines, notes: &plan.notes)

    if lines.count > 0, let header = TableHeader(lines[0]), isTable(header, lines) {
      guard header.hasMessage else {
        return .unread(
          UnreadFile(
            path: file.display,
            reason: "a table without a message column: not a log (metrics and traces come later)"))
      }
      plan.header = header
      plan.format = "table with a message column"
      return .plan(plan)
    }
    let objects = lines.filter { $0.trimmed().first == 0x7B }
    let arrays = lines.filter { $0.has("[{") || $0.trimmed().count == 1 && $0.first == 0x5B }
    if objects.count * 2 > lines.count || arrays.count > 0 && arrays.count * 2 > lines.count {
      let known = objects.contains { line in
        guard let values = JSONFields.scan(line.trimmed()) else { return false }
        return values[.message] != nil || (values[.time] != nil && values[.level] != nil)
      }
      guard known else {
        return .unread(
          UnreadFile(path: file.display, reason: "JSON without a message field: not a log"))
      }
      plan.format = "JSON lines"
      return .plan(plan)
    }
    let candidates = lines.filter { !Continuation.isLikely($0) && $0.first != 0x7B }
    plan.layout = StampLayout.detect(Array(candidates.prefix(200)), plan.context)
    plan.format = words(plan.layout, candidates)
    if let layout = plan.layout { DateGuess.say(layout.kind, plan.context, notes: &plan.notes) }
    return .plan(plan)
  }

  /// Whether the rows below a header have as many fields as it.
  private static func isTable(_ header: TableHeader, _ lines: [Bytes]) -> Bool {
    guard lines.count > 1 else { return header.columns.contains { $0 != nil } }
    if header.columns.contains(where: { $0 != nil && $0?.role != .message }), header.hasMessage {
      return true
    }
    let fields = TableRow.split(lines[1], separator: header.separator).count
    return fields == header.columns.count
  }

  private static func words(_ layout: StampLayout?, _ lines: [Bytes]) -> String {
    guard let layout else {
      return lines.contains { LogfmtFields.scan($0) != nil } ? "logfmt" : "plain text without times"
    }
    switch layout.kind {
    case .accessLog: return "access log"
    case .klog: return "klog"
    case .dated where lines.contains { $0.find(lowercased: Array(" stdout ".utf8)) != nil }:
      return "container lines"
    default: return "plain text"
    }
  }
}
