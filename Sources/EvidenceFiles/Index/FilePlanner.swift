import Evidence

/// Looks at the beginning of a file and decides how to read it, or why not to.
enum FilePlanner {
  /// A plan, or the reason why the file is not read.
  enum Outcome {
    case plan(FilePlan)
    case unread(Catalog.Unread)
  }

  /// The bytes that are looked at, and those up to the end of the first line.
  private static let peek = 128 << 10
  /// The longest first line is as long as lines are read, with its end.
  private static let longestPeek = LineReader.longestLine + 2

  static func plan(_ file: EvidenceFile, meter: ReadingMeter? = nil) -> Outcome {
    func unread(_ reason: String, isEmpty: Bool = false) -> Outcome {
      .unread(Catalog.Unread(path: file.display, reason: reason, isEmpty: isEmpty))
    }
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: longestPeek, alignment: 16)
    defer { room.deallocate() }
    var encoding: FileSniff
    var head: Bytes
    let seal: FileSeal?
    do throws(Unreadable) {
      let source = try FileSource(file, meter: meter)
      encoding = FileSniff(fill(room, source))
      if let shortfall = source.shortfall { return unread(shortfall) }
      seal = source.seal()
      let again = try FileSource(file, meter: meter)
      head = fill(room, FilePlan.text(of: again, encoding))
    } catch {
      return unread(error.reason)
    }
    if encoding == .gzip {
      switch FileSniff(head) {
      case .foreign(let reason): return unread("compressed, and inside: " + reason)
      case .empty:
        return file.size > 64
          ? unread("the gzip data cannot be read") : unread("empty", isEmpty: true)
      default: break
      }
    }
    switch encoding {
    case .foreign(let reason): return unread(reason)
    case .empty: return unread("empty", isEmpty: true)
    default: break
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head = head.part(3, head.count) }
    if head.allSatisfy({ $0 <= 0x20 }) {
      return unread("holds nothing but white space", isEmpty: true)
    }
    if case .utf16 = encoding, file.size < 2 { encoding = .text }
    let outcome = plan(file, encoding, head)
    guard case .plan(var plan) = outcome else { return outcome }
    plan.seal = seal
    plan.meter = meter
    return .plan(plan)
  }

  /// The first bytes, with at least one whole line in them, as long as lines are read.
  private static func fill(_ room: UnsafeMutableRawBufferPointer, _ source: any ByteSource) -> Bytes
  {
    let bytes = UnsafeBufferPointer(room.bindMemory(to: UInt8.self))
    var count = 0
    var wanted = peek
    while count < wanted {
      let got = source.read(into: UnsafeMutableRawBufferPointer(rebasing: room[count..<wanted]))
      if got == 0 { break }
      let isWhole = bytes[count..<count + got].contains(0x0A)
      count += got
      if count == wanted, wanted == peek, !isWhole, !bytes[0..<count].contains(0x0A) {
        wanted = longestPeek
      } else if wanted == longestPeek, isWhole {
        break
      }
    }
    return Bytes(rebasing: bytes[0..<count])
  }

  private static func plan(_ file: EvidenceFile, _ encoding: FileSniff, _ head: Bytes) -> Outcome {
    var lines: [Bytes] = []
    var at = 0
    while at < head.count, lines.count < 400 {
      let end = head.first(0x0A, from: at) ?? head.count
      let line = head.part(at, end)
      if !line.trimmed().isEmpty { lines.append(line) }
      at = end + 1
    }
    // The last line may be cut.
    let isCut = head.last != 0x0A && head.count >= peek
    if lines.count > 1, head.last != 0x0A { lines.removeLast() }
    var plan = FilePlan(
      file: file, encoding: encoding, context: StampContext(), format: "plain text",
      service: ServiceName.ofFile(file), fingerprint: hash(head))
    plan.context = DateGuess.context(file: file, lines: lines, notes: &plan.notes)

    if lines.count > 0, let header = TableHeader(lines[0]), isTable(header, lines) {
      guard header.hasMessage else {
        return .unread(
          Catalog.Unread(
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
        guard let values = JSONFields.scan(line.trimmed()) else {
          // What the rest of a line that is longer than lines are read holds nobody knows.
          return isCut && lines.count == 1
        }
        return values[.message] != nil || (values[.time] != nil && values[.level] != nil)
      }
      guard known else {
        return .unread(
          Catalog.Unread(path: file.display, reason: "JSON without a message field: not a log"))
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
    let known = header.columns.contains { $0 != nil && $0?.role != .message }
    if known, header.hasMessage { return true }
    guard header.hasPlainNames, lines.count > 1 || known else { return false }
    return lines.dropFirst().prefix(20).allSatisfy {
      TableRow.split($0, separator: header.separator).count == header.columns.count
    }
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
