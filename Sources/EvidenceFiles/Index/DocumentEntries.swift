import Evidence

/// Finds the entries in a value of JSON that is at hand as a whole.
///
/// An object without lists of objects or lists in it is an entry, and so is one that says when and
/// what; else it is the wrapper of those inside. Beside them stand the names that they share:
/// of `{"stream":{"app":"cart"},"values":[["1700000000000000000","disk full"]]}` the entry is
/// `disk full`, by `cart`.
final class DocumentEntries {
  private let parser = LogLineParser()
  private let shared = LogLineParser()
  private let trial = LogLineParser()
  let scratch = ScratchBytes()
  /// What entries of each open wrapper share, copied out of it.
  private var contexts: [[UInt8]] = []
  /// The names of the columns that rows of values have.
  var columns: [[UInt8]] = []

  /// The deepest nesting that is looked into.
  private static let deepest = 10

  /// Members of wrappers whose fields all entries below share.
  private static let sharedNames: [StaticString] = [
    "stream", "resource", "labels", "metric", "logGroup", "scope",
  ]

  /// Begins a wrapper that is walked through.
  func enter() { contexts.append([]) }

  /// Ends it.
  func leave() {
    contexts.removeLast()
    if contexts.isEmpty { columns = [] }
  }

  /// Calls a closure for each entry, with the place in the value of the line to cite.
  ///
  /// A member of an object may hold entries but is none itself: it is what others share.
  func read(_ value: Bytes, isMember: Bool, _ body: (_ entry: inout LogEntry, _ place: Int) -> Void)
  {
    guard value.count > 1 else { return }
    let found = find(in: value, whole: value, isMember: isMember, depth: 0, body)
    if isMember, !found, value[0] == UInt8(ascii: "{"), let last = contexts.indices.last {
      contexts[last] = Array(value.prefix(Self.longestShared))
    }
  }

  /// Bytes of what entries share that are kept.
  private static let longestShared = 16 << 10

  /// Finds entries; returns whether there was one.
  func find(
    in value: Bytes, whole: Bytes, isMember: Bool, depth: Int,
    _ body: (_ entry: inout LogEntry, _ place: Int) -> Void
  ) -> Bool {
    guard depth < Self.deepest, value.count > 1 else { return false }
    if value[0] == UInt8(ascii: "[") {
      return list(value, whole: whole, depth: depth, body)
    }
    guard value[0] == UInt8(ascii: "{") else { return false }
    let source = JSONSpan.member(value, "_source") ?? value
    guard Self.mayWrap(source) else {
      return !isMember && emit(source, whole: whole, body) || quoting(source, whole: whole, body)
    }
    var entry = LogEntry(line: source)
    if !isMember, trial.parse(object: source, into: &entry), entry.time != nil,
      !entry.message.isEmpty, entry.message.baseAddress != source.baseAddress
    {
      return emit(source, whole: whole, body)
    }
    if inside(value, whole: whole, depth: depth, body) { return true }
    return !isMember && emit(source, whole: whole, body)
  }

  /// Finds lines of logs that stand as strings in the members of an object: alone, or in a list.
  ///
  /// `{"cart": ["2026-01-02T10:05:00Z ERROR disk full", …]}`, `{"count": 3, "sample": "2026-… ERROR …"}`.
  private func quoting(
    _ object: Bytes, whole: Bytes, _ body: (_ entry: inout LogEntry, _ place: Int) -> Void
  ) -> Bool {
    var found = false
    JSONSpan.members(object) { name, member in
      switch member.first {
      case UInt8(ascii: "[")?:
        var refused = 0
        for element in JSONSpan.elements(member) where refused < Self.fewRefused {
          guard element.first == 0x22 else { return }
          if quoted(element, whole: whole, body) { found = true } else { refused += 1 }
        }
      case 0x22?:
        let isNamed = Self.quotingNames.contains {
          name.count == $0.utf8CodeUnitCount && name.has($0)
        }
        if isNamed, quoted(member, whole: whole, body) { found = true }
      default: break
      }
    }
    return found
  }

  /// Members that quote a line.
  private static let quotingNames: [StaticString] = ["sample", "example", "line", "raw"]
  /// Strings that are no lines, after which a list is one of something else.
  private static let fewRefused = 8

  /// Reads a string as the lines of a log that it holds: each says when it was written, and more.
  private func quoted(
    _ element: Bytes, whole: Bytes, _ body: (_ entry: inout LogEntry, _ place: Int) -> Void
  ) -> Bool {
    let text = scratch.unescapeJSON(JSONSpan.unquoted(element))
    var found = false
    for line in text.split(separator: 0x0A) {
      let line = Bytes(rebasing: line)
      var entry = LogEntry(line: line)
      guard parser.parse(line, into: &entry) == .head, entry.time != nil,
        entry.message.count > Self.fewestBytes, entry.message.count < line.count
      else { continue }
      found = true
      cite(&entry, element, whole, body)
    }
    return found
  }

  /// Bytes of a message that says anything.
  private static let fewestBytes = 8

  /// Finds entries in the members of a wrapper.
  private func inside(
    _ value: Bytes, whole: Bytes, depth: Int,
    _ body: (_ entry: inout LogEntry, _ place: Int) -> Void
  ) -> Bool {
    contexts.append([])
    defer { contexts.removeLast() }
    let last = contexts.count - 1
    for name in Self.sharedNames {
      if let common = JSONSpan.member(value, name), common.first == UInt8(ascii: "{") {
        contexts[last] += Array(common.prefix(Self.longestShared))
        break
      }
    }
    let before = columns
    defer { columns = before }
    if let list = JSONSpan.member(value, "columns") ?? JSONSpan.member(value, "fields"),
      list.first == UInt8(ascii: "[")
    {
      columns = Self.names(list)
    }
    var found = false
    if let schema = JSONSpan.member(value, "schema"), let data = JSONSpan.member(value, "data"),
      let fields = JSONSpan.member(schema, "fields"), let values = JSONSpan.member(data, "values")
    {
      return frame(Self.names(fields), values, whole: whole, body)
    }
    JSONSpan.members(value) { _, member in
      guard let first = member.first, first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
      else { return }
      if find(in: member, whole: whole, isMember: true, depth: depth + 1, body) { found = true }
    }
    return found
  }

  /// Reads an object as an entry; false where it says nothing that a log says.
  func emit(
    _ object: Bytes, whole: Bytes, cited: Bytes? = nil,
    _ body: (_ entry: inout LogEntry, _ place: Int) -> Void
  ) -> Bool {
    var entry = LogEntry(line: object)
    guard parser.parse(object: object, into: &entry) else { return false }
    let record = cited ?? object
    if entry.service == nil || entry.host == nil || entry.level == nil,
      let context = contexts.last(where: { !$0.isEmpty })
    {
      context.withUnsafeBufferPointer { bytes in
        var common = LogEntry(line: bytes)
        shared.parse(labels: bytes, into: &common)
        if entry.service == nil { entry.service = common.service }
        if entry.host == nil { entry.host = common.host }
        if entry.level == nil { entry.level = common.level }
        cite(&entry, record, whole, body)
      }
    } else {
      cite(&entry, record, whole, body)
    }
    return true
  }

  /// Finds the line of a record in which its message stands, and hands the entry out.
  private func cite(
    _ entry: inout LogEntry, _ record: Bytes, _ whole: Bytes,
    _ body: (_ entry: inout LogEntry, _ place: Int) -> Void
  ) {
    guard let base = record.baseAddress, let origin = whole.baseAddress else { return }
    var place = 0
    if record.contains(0x0A) {
      if let at = entry.message.baseAddress, at >= base, at < base + record.count {
        place = at - base
      } else {
        // Undone escapes: what stands before the first of them is there as it was.
        let head = Bytes(rebasing: entry.message.prefix { $0 >= 0x20 && $0 != 0x22 }.prefix(40))
        if head.count > 3 { place = record.find(lowercased: head.map(lowered)) ?? 0 }
      }
      var from = place
      while from > 0, record[from - 1] != 0x0A { from -= 1 }
      entry.line = record.part(from, record.first(0x0A, from: place) ?? record.count)
    } else {
      entry.line = record
    }
    body(&entry, base - origin + place)
  }

  /// Whether a list of objects or of lists stands in an object.
  static func mayWrap(_ object: Bytes) -> Bool {
    var at = 0
    while let open = object.first(UInt8(ascii: "["), from: at) {
      at = open + 1
      while at < object.count, object[at] <= 0x20 { at += 1 }
      if at < object.count, object[at] == UInt8(ascii: "{") || object[at] == UInt8(ascii: "[") {
        return true
      }
    }
    return false
  }
}
