import Evidence
import Timeline

/// What files of traces hold while their spans still come in, in memory that does not grow with them.
///
/// All spans are counted by operation and time. Those of a part of the traces are kept, chosen by the
/// identifier of the trace: half of them are let go whenever there are too many, always the same half,
/// whatever the order in which files are read.
// Unchecked: one thread fills a draft, then one other merges it under a lock; it is never shared.
final class TraceDraft: @unchecked Sendable {
  /// Spans that are kept: some 400 bytes each, and as much again while requests are put together.
  static let mostSpans = 60_000
  /// Operations that are told apart; the rest of a service are counted together.
  private static let mostOperations = 4000
  /// Bytes of a span that are quoted.
  private static let longestText = 400

  private(set) var operations: [TracedRequests.Operation] = []
  private var numbers: [TracedRequests.Operation: Int32] = [:]
  private(set) var counts: [OperationDraft] = []
  private(set) var spans: [Kept] = []
  /// What kept spans say beside their names and times; ``Kept/detail`` counts in here.
  private var said = DetailTable()
  var details: [TracedRequests.Detail] { said.details }
  /// One trace in two to this power is kept.
  private(set) var level = 0
  private(set) var total = 0
  private(set) var window: TimeWindow?
  private var processes: [[UInt8]: (service: [UInt8], release: [UInt8])] = [:]
  private var pending: [(process: [UInt8], span: Kept, operation: [UInt8])] = []
  private let file: Int32
  private var names: [UInt64: Int32] = [:]

  init(file: Int = 0) {
    self.file = Int32(clamping: file)
  }

  /// A span of a trace that is kept.
  struct Kept {
    var trace: UInt64
    var span: UInt64
    var parent: UInt64
    var operation: Int32
    /// Below 0 where it has none.
    var detail: Int32 = -1
    var isError: Bool
    var isShared: Bool
    /// Nanoseconds.
    var start: Int64
    var duration: Int64
    var file: Int32
    var line: Int
    var text: String
  }

  /// Takes a span.
  func take(_ parts: SpanParts) {
    var span = kept(parts)
    span.operation = operation(parts)
    add(span)
  }

  /// Takes a span whose service is told by a process, before or later.
  func take(_ parts: SpanParts, process: Bytes) {
    guard !parts.trace.isEmpty, !parts.span.isEmpty, parts.duration != nil else { return }
    if let known = processes[Array(process)] {
      known.service.withUnsafeBufferPointer { name in
        known.release.withUnsafeBufferPointer { release in
          var parts = parts
          parts.service = name
          parts.release = release
          take(parts)
        }
      }
      return
    }
    pending.append((Array(process), kept(parts), Array(parts.operation)))
    if pending.count > Self.mostSpans { forgetProcesses() }
  }

  /// Tells which service a process is, and in which version; empty where that is not known.
  func resolve(process: Bytes, service: Bytes, release: Bytes) {
    let process = Array(process)
    processes[process] = (Array(service), Array(release))
    guard pending.contains(where: { $0.process == process }) else { return }
    let version = release.text(limit: 60)
    for (_, var span, operation) in pending.filter({ $0.process == process }) {
      if !version.isEmpty, isKept(span.trace) {
        span.detail = said.number(of: span.detail, in: version)
      }
      settle(span, operation, service)
    }
    pending.removeAll { $0.process == process }
  }

  /// Ends a trace: its processes mean nothing in the next; spans of unknown ones go by their names.
  func forgetProcesses() {
    processes = [:]
    for (process, span, operation) in pending {
      process.withUnsafeBufferPointer { settle(span, operation, $0) }
    }
    pending = []
  }

  private func settle(_ span: Kept, _ name: [UInt8], _ service: Bytes) {
    name.withUnsafeBufferPointer { name in
      var span = span
      var parts = SpanParts()
      parts.service = service
      parts.operation = name
      span.operation = operation(parts)
      add(span)
    }
  }

  private func kept(_ parts: SpanParts) -> Kept {
    let trace = SpanParts.number(parts.trace)
    let isKept = isKept(trace)
    let detail =
      isKept ? parts.detail.detail(isError: parts.isError, release: parts.release) : .init()
    return Kept(
      trace: trace, span: SpanParts.number(parts.span), parent: SpanParts.number(parts.parent),
      operation: 0, detail: said.number(of: detail), isError: parts.isError,
      isShared: parts.isShared, start: parts.start,
      duration: parts.duration ?? 0, file: file, line: parts.line,
      text: isKept ? parts.text.text(limit: Self.longestText) : "")
  }

  private func add(_ span: Kept) {
    total += 1
    let time = Instant(milliseconds: span.start / 1_000_000)
    window = window?.union(time...time) ?? time...time
    counts[Int(span.operation)].take(span)
    guard isKept(span.trace) else { return }
    spans.append(span)
    while spans.count > Self.mostSpans, level < 63 { raise(to: level + 1) }
  }

  /// Whether spans of a trace are kept at a level.
  static func isKept(_ trace: UInt64, level: Int) -> Bool {
    level == 0 || trace >> (64 - UInt64(level)) == 0
  }

  private func isKept(_ trace: UInt64) -> Bool { Self.isKept(trace, level: level) }

  private func raise(to level: Int) {
    guard level > self.level else { return }
    self.level = level
    spans.removeAll { !isKept($0.trace) }
  }

  private func operation(_ parts: SpanParts) -> Int32 {
    let pod = parts.pod
    let service = parts.service.isEmpty ? pod.part(0, PodName.serviceLength(pod)) : parts.service
    let key = hash(parts.operation) &+ hash(service) &* 31
    if let number = names[key] { return number }
    let number = self.number(
      of: .init(
        service: service.text(limit: 200),
        name: OperationName.plain(parts.operation).prefix(200).description))
    if names.count < Self.mostOperations * 4 { names[key] = number }
    return number
  }

  private func number(of operation: TracedRequests.Operation) -> Int32 {
    if let number = numbers[operation] { return number }
    if operations.count >= Self.mostOperations, operation.name != OperationName.others {
      return number(of: .init(service: operation.service, name: OperationName.others))
    }
    numbers[operation] = Int32(operations.count)
    operations.append(operation)
    counts.append(OperationDraft())
    return Int32(operations.count - 1)
  }

  /// Hands out the spans that are kept, which it has no longer then.
  func takeSpans() -> [Kept] {
    defer { spans = [] }
    return spans
  }

  /// Takes in what another file holds.
  func absorb(_ other: TraceDraft) {
    let map = other.operations.map { number(of: $0) }
    for (index, count) in other.counts.enumerated() { counts[Int(map[index])].absorb(count) }
    total += other.total
    if let theirs = other.window { window = window?.union(theirs) ?? theirs }
    raise(to: max(level, other.level))
    let details = other.details.map { said.number(of: $0) }
    for var span in other.spans where isKept(span.trace) {
      span.operation = map[Int(span.operation)]
      if span.detail >= 0 { span.detail = details[Int(span.detail)] }
      spans.append(span)
    }
    while spans.count > Self.mostSpans, level < 63 { raise(to: level + 1) }
  }
}

extension TraceDraft: Storable {
  func write(to store: inout StoreWriter) {
    store.put(UInt64(operations.count))
    for (operation, count) in zip(operations, counts) {
      store.put(operation.service)
      store.put(operation.name)
      count.write(to: &store)
    }
    store.put(UInt64(level))
    store.put(total)
    store.put(window)
    said.write(to: &store)
    store.put(spans)
  }

  convenience init(from store: inout StoreReader) throws(DamagedIndex) {
    self.init()
    let count = try store.count()
    for _ in 0..<count {
      let service = try store.text()
      operations.append(.init(service: service, name: try store.text()))
      counts.append(try OperationDraft(from: &store))
    }
    level = try store.index(below: 64)
    total = try store.counted()
    window = try store.window()
    said = try DetailTable(from: &store)
    spans = try store.items()
    let isTold = spans.allSatisfy {
      $0.operation >= 0 && Int($0.operation) < count && Int($0.detail) < details.count
    }
    guard isTold, counts.count == count else { throw DamagedIndex() }
  }
}

extension TraceDraft.Kept: Storable {
  func write(to store: inout StoreWriter) {
    store.put(whole: trace)
    store.put(whole: span)
    store.put(whole: parent)
    store.put(Int64(operation))
    store.put(Int64(detail))
    store.put(isError)
    store.put(isShared)
    store.put(start)
    store.put(duration)
    store.put(file: file)
    store.put(line)
    store.put(text)
  }

  init(from store: inout StoreReader) throws(DamagedIndex) {
    trace = try store.whole()
    span = try store.whole()
    parent = try store.whole()
    operation = Int32(clamping: try store.counted())
    detail = Int32(clamping: try store.signed())
    isError = try store.flag()
    isShared = try store.flag()
    start = try store.signed()
    duration = try store.signed()
    file = try store.file()
    line = try store.counted()
    text = try store.text()
  }
}
