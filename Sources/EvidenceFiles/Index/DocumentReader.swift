/// Reads documents of JSON, in memory that does not grow with them, for the entries they hold.
///
/// `{"events":[{"timestamp":…,"message":…},…]}`, a list, pretty-printed objects one after the other,
/// and any wrapper of these: values that are looked at as a whole are read by ``DocumentEntries``.
final class DocumentReader {
  private let walker: JSONWalker
  private let isOneLine: Bool
  private let entries = DocumentEntries()

  /// The lines there are.
  var lines: Int { walker.lines }
  /// Values of a mebibyte or more without an entry in them.
  var cutRecords: Int { walker.cutRecords }

  /// Makes a reader; records of a document on one line are cited by their ordinal, from 1.
  init(source: any ByteSource, isOneLine: Bool = false, isCancelled: @escaping () -> Bool) {
    walker = JSONWalker(source: source, isCancelled: isCancelled)
    self.isOneLine = isOneLine
  }

  /// Calls a closure for each entry, cited by a line.
  func read(_ body: (_ entry: inout LogEntry, _ line: Int) -> Void) {
    var ordinal = 0
    walker.walk(enter: entries.enter, leave: entries.leave) { value, first, isMember in
      var counted = 0
      var line = first
      entries.read(value, isMember: isMember) { entry, place in
        for byte in value.part(counted, max(counted, place)) where byte == 0x0A { line += 1 }
        counted = max(counted, place)
        ordinal += 1
        body(&entry, isOneLine ? ordinal : line)
      }
    }
  }
}
