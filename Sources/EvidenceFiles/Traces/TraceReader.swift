/// Reads one format of traces.
///
/// One more format is one more value in ``TraceReaders/all``; it is asked before the readers of logs.
protocol TraceReader: Sendable {
  /// The format in words, as the catalog lists it: `traces, a span a row`.
  var format: String { get }

  /// Whether a file is of this format, by its first bytes and by its first lines without blank ones.
  func takes(_ head: Bytes, lines: [Bytes]) -> Bool

  /// Reads the spans of a file.
  func read(
    _ text: any ByteSource, into draft: TraceDraft, isCancelled: @escaping () -> Bool
  ) -> TraceReading
}

/// What was read of a file of traces besides its spans.
struct TraceReading {
  var lines = 0
  /// Lines or values that were too long to be read.
  var cut = 0
  var shortfall: String?
}

/// All formats of traces there are.
enum TraceReaders {
  /// One more is one more line here.
  static let all: [any TraceReader] = [SpanTable(), SpanDocument()]

  /// The number of the first reader that takes a file.
  static func number(for head: Bytes, lines: [Bytes]) -> Int? {
    all.firstIndex { $0.takes(head, lines: lines) }
  }
}
