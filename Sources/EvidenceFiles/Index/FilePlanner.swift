import Evidence
import Synchronization
import Timeline

/// Looks at the beginning of a file and decides how to read it, or why not to.
struct FilePlanner {
  let meter: ReadingMeter?
  /// Plans with what their heads tell of times.
  private(set) var plans: [(plan: FilePlan, signs: TimeSigns)] = []
  private(set) var unread: [Catalog.Unread] = []

  /// The bytes that are looked at, and those up to the end of the first line.
  private static let peek = 128 << 10
  /// The longest first line is as long as lines are read, with its end.
  private static let longestPeek = LineReader.longestLine + 2
  /// Lines that are looked at: enough for any share of odd ones among them.
  private static let mostLines = 400
  /// Bytes looked at in the middle and at the end of a plain file.
  private static let sidePeek = 32 << 10

  /// Plans files one after the other.
  init(_ files: some Sequence<EvidenceFile>, meter: ReadingMeter?) {
    self.meter = meter
    for file in files { add(file) }
  }

  /// Plans files on several threads; the plans are the same.
  ///
  /// - Throws: `CancellationError`.
  static func plan(
    _ files: [EvidenceFile], threads: Int, meter: ReadingMeter?
  ) async throws -> FilePlanner {
    let planned = Mutex(FilePlanner([], meter: meter))
    try await WorkerThreads<FilePlanner>(
      pieces: files.count, threads: threads,
      work: { number, _ in FilePlanner(CollectionOfOne(files[number]), meter: meter) },
      merge: { _, one in
        planned.withLock {
          $0.plans += one.plans
          $0.unread += one.unread
        }
      }
    ).run()
    return planned.withLock { $0 }
  }

  private mutating func refuse(_ file: EvidenceFile, _ reason: String, isEmpty: Bool = false) {
    unread.append(Catalog.Unread(path: file.display, reason: reason, isEmpty: isEmpty))
  }

  /// Plans a file; the members of an archive each.
  private mutating func add(_ file: EvidenceFile) {
    let room = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.longestPeek, alignment: 16)
    defer { room.deallocate() }
    do throws(Unreadable) {
      if case .text(let bytes) = file.origin {
        let head = Self.fill(room, TextSource(bytes))
        consider(file, encoding: .text, head: head, seal: nil)
        return
      }
      let source = try FileSource(file, meter: meter)
      let encoding = FileSniff(Self.fill(room, source))
      if let shortfall = source.shortfall { throw Unreadable(reason: shortfall) }
      let seal = source.seal()
      switch encoding {
      case .foreign(let reason): throw Unreadable(reason: reason)
      case .empty: refuse(file, "empty", isEmpty: true)
      case .archive: try addMembers(of: file, seal, room)
      case .gzip, .compressed:
        let text = FilePlan.text(of: try FileSource(file, meter: meter), encoding)
        let head = Self.fill(room, text)
        switch FileSniff(head) {
        case .archive: try addMembers(of: file, seal, room)
        case .foreign(let reason): throw Unreadable(reason: "compressed, and inside: " + reason)
        case .gzip, .compressed: throw Unreadable(reason: "compressed twice; unpack it")
        case .empty:
          // A compressed file of nothing has a head and a sum, no more.
          guard file.size <= 64, text.shortfall == nil else {
            throw Unreadable(reason: text.shortfall ?? "the compressed data cannot be read")
          }
          refuse(file, "empty", isEmpty: true)
        case .text, .utf16: consider(file, encoding: encoding, head: head, seal: seal)
        }
      case .text, .utf16:
        let again = FilePlan.text(of: try FileSource(file, meter: meter), encoding)
        consider(file, encoding: encoding, head: Self.fill(room, again), seal: seal)
      }
    } catch {
      refuse(file, error.reason)
    }
  }

  private mutating func addMembers(
    of file: EvidenceFile, _ seal: FileSeal?, _ room: UnsafeMutableRawBufferPointer
  ) throws(Unreadable) {
    let archive = ArchiveReader(try FileSource(file, meter: meter), form: .archive)
    var number = 0
    while let member = archive.next() {
      defer { number += 1 }
      guard number < ArchiveReader.mostMembers else {
        refuse(file, "only the first \(ArchiveReader.mostMembers) members were read")
        break
      }
      guard member.isFile else { continue }
      let inner = member.name.utf8.split(separator: UInt8(ascii: "/")).map {
        String(decoding: $0, as: UTF8.self)
      }.filter { $0 != "." }
      var found = file
      found.origin = .member(number)
      found.display = file.display + "/" + inner.joined(separator: "/")
      found.folders = file.folders + inner.dropLast()
      guard !member.isEncrypted else {
        refuse(found, "encrypted")
        continue
      }
      let source = MemberSource(memberOf: archive)
      let head = Self.fill(room, source)
      switch FileSniff(head) {
      case .foreign(let reason): refuse(found, reason)
      case .archive, .compressed: refuse(found, "an archive inside an archive; unpack it")
      case .empty: refuse(found, source.shortfall ?? "empty", isEmpty: source.shortfall == nil)
      case .gzip:
        let inner = Self.unpacked(head, room)
        switch FileSniff(inner) {
        case .text: consider(found, encoding: .gzip, head: inner, seal: seal)
        case .empty: refuse(found, "empty", isEmpty: true)
        case .foreign(let reason): refuse(found, "compressed, and inside: " + reason)
        default: refuse(found, "an archive inside an archive; unpack it")
        }
      case .utf16(let big):
        consider(found, encoding: .utf16(bigEndian: big), head: head, seal: seal)
      case .text: consider(found, encoding: .text, head: head, seal: seal)
      }
    }
    if let shortfall = archive.shortfall { refuse(file, shortfall) }
    if number == 0, archive.shortfall == nil { refuse(file, "empty", isEmpty: true) }
  }

  /// The unpacked head of a compressed member, of which a packed head is in the room.
  private static func unpacked(_ head: Bytes, _ room: UnsafeMutableRawBufferPointer) -> Bytes {
    fill(room, GzipSource(file: TextSource(Array(head))))
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

  /// Decides by the first bytes of the text.
  private mutating func consider(
    _ file: EvidenceFile, encoding: FileSniff, head: Bytes, seal: FileSeal?
  ) {
    var plan = FilePlan(file: file, encoding: encoding, service: "")
    plan.seal = seal
    plan.meter = meter
    plan.fingerprint = hash(head)
    let isWhole = head.count < Self.peek
    var text = head
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.part(3, text.count) }
    guard !text.allSatisfy({ $0 <= 0x20 || $0 == 0 }) else {
      refuse(file, "holds nothing but white space", isEmpty: true)
      return
    }
    let lines = Self.lines(text, isWhole: isWhole)
    plan.service = ServiceName.ofFile(file, lines: lines)
    if let number = TraceReaders.number(for: text, lines: lines) {
      plan.form = .traces(number)
      plan.format = TraceReaders.all[number].format
      plans.append((plan, TimeSigns()))
      return
    }
    if let found = ObservationReaders.taking(
      FileHead(text: text, lines: lines, isWhole: isWhole, path: plan.file.display))
    {
      plan.observer = found.number
      plan.format = ObservationReaders.all[found.number].format
      if found.taking == .whole {
        plan.form = .observed
        plans.append((plan, TimeSigns()))
        return
      }
    }
    let verdict = FormSniff(head: text, lines: lines, isWhole: isWhole).verdict()
    switch verdict {
    case .foreign where plan.observer != nil:
      plan.form = .observed
      plans.append((plan, TimeSigns()))
    case .stated(let words):
      plan.form = .observed
      if plan.observer == nil { plan.format = words }
      plans.append((plan, TimeSigns()))
    case .foreign(let reason): refuse(file, reason)
    case .form(let form, let words):
      plan.form = form
      if plan.observer == nil { plan.format = words }
      var signs = TimeSigns()
      signs.dateInName = TimeDecision.date(inName: file.name)
      if form == .lines { addSides(&plan, lines, &signs) } else { Self.addHead(plan, text, &signs) }
      plans.append((plan, signs))
    }
  }

  /// Decides what the whole file tells by its head, middle and end.
  private func addSides(_ plan: inout FilePlan, _ lines: [Bytes], _ signs: inout TimeSigns) {
    let size = plan.file.size
    var sides: [[UInt8]] = []
    if plan.encoding == .text, plan.file.origin == .disk, size > Self.peek {
      for offset in [size / 2, size - Self.sidePeek] {
        guard let source = try? plan.open(from: offset).text else { continue }
        sides.append(
          [UInt8](unsafeUninitializedCapacity: Self.sidePeek) { buffer, count in
            count = source.read(into: UnsafeMutableRawBufferPointer(buffer))
          })
      }
    }
    func sniff(_ rest: ArraySlice<[UInt8]>, _ lines: [Bytes]) {
      guard let side = rest.first else {
        plan.context = LogContext.sniff(lines)
        // The keeper of times knows the years, and their turns.
        signs.statedYear = plan.context.stamps.year
        plan.context.stamps.year = nil
        Self.read(lines, plan.context, &signs)
        return
      }
      side.withUnsafeBufferPointer { bytes in
        // The first line is the end of one, the last may be the beginning of one.
        let more = Self.lines(bytes, isWhole: false).dropFirst()
        sniff(rest.dropFirst(), lines + more)
      }
    }
    sniff(sides[...], lines)
  }

  private static func read(_ lines: [Bytes], _ context: LogContext, _ signs: inout TimeSigns) {
    let parser = LogLineParser(context: context)
    var entry = LogEntry(line: Bytes(start: nil, count: 0))
    for line in lines {
      if parser.parse(line, into: &entry) == .head, let time = entry.time,
        !entry.facts.contains(.uptime)
      {
        signs.take(time)
        if entry.isDateOrderOpen, signs.openDate == nil {
          signs.openDate = CivilTime(time.instant.advanced(by: Int64(time.offset ?? 0) * 1000)).date
        }
      }
    }
    if parser.finish(into: &entry), let time = entry.time { signs.take(time) }
  }

  /// Reads the records of the head of a file that is no log of lines.
  private static func addHead(_ plan: FilePlan, _ head: Bytes, _ signs: inout TimeSigns) {
    var times: [Timestamp] = []
    let sink = TimeSink { times.append($0) }
    _ = PartReader(plan: plan, range: 0..<Int.max, sink: sink).run(
      text: TextSource(Array(head)), from: 0, isCancelled: { false })
    for time in times { signs.take(time) }
  }

  /// The lines of some text that are not blank; the last only where the text is whole.
  private static func lines(_ text: Bytes, isWhole: Bool) -> [Bytes] {
    var lines: [Bytes] = []
    var at = 0
    while at < text.count, lines.count < mostLines {
      let end = text.lineEnd(from: at)
      if end == nil, !isWhole, !lines.isEmpty { break }
      var line = text.part(at, end ?? text.count)
      if line.last == 0x0D { line = line.part(0, line.count - 1) }
      if line.contains(where: { $0 > 0x20 }) { lines.append(line) }
      at = (end ?? text.count) + 1
    }
    return lines
  }
}

/// Takes the times of entries.
private final class TimeSink: EntrySink {
  private let take: (Timestamp) -> Void

  init(_ take: @escaping (Timestamp) -> Void) {
    self.take = take
  }

  func entry(_ entry: LogEntry, isBorrowed: Bool, line: Int) {
    if !isBorrowed, let time = entry.time { take(time) }
  }

  func further(line: Int, raw: Bytes) {}
}
