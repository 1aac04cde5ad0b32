import Timeline

/// Fetches lines page by page, and writes each once.
struct LokiFetcher {
  let source: String
  let server: any QueryServer
  let sink: SourceSink
  /// Where the server shows a query; nil where it shows none.
  let shown: SourcePage?
  /// The lines that were written so far.
  private(set) var written = 0
  private var log: LokiLines
  /// Lines that the server gives at a time.
  private var page = LokiSource.mostLines

  init(
    source: String, server: any QueryServer, sink: SourceSink, label: String,
    shown: SourcePage? = nil
  ) {
    self.shown = shown
    self.source = source
    self.server = server
    self.sink = sink
    log = LokiLines(label: label)
  }

  /// Fetches lines of a window into a file of their own, up to a number of them.
  ///
  /// - Throws: ``QueryRefusal``, ``SourceFailure``; what came before is kept.
  mutating func lines(
    _ selector: LokiSelector, _ filter: LokiFilter?, _ window: TimeWindow, _ name: String,
    atMost most: Int
  ) async throws {
    guard !window.isEmpty, most > 0 else { return }
    let query = selector.text + (filter?.text ?? "")
    let link = shown?.link(query, window)
    let file = try await sink.open("\(source)-\(name).log", query: query, link: link)
    do {
      try await pages(query, window, most, file)
      await sink.close(file)
    } catch {
      await sink.close(file)
      throw error
    }
  }

  private mutating func pages(
    _ query: String, _ window: TimeWindow, _ most: Int, _ file: SinkFile
  ) async throws {
    var from = LokiRequest.nanoseconds(window.lowerBound)
    let end = LokiRequest.nanoseconds(window.upperBound.advanced(by: 1))
    var left = most
    while left > 0, from < end {
      let asked = min(left, page)
      let request = LokiRequest.lines(query, from: from, to: end, limit: asked)
      let streams: [LokiAnswer.Stream]
      do {
        streams = try LokiAnswer.streams(
          try await server.ask(request.path, request.parameters, isKept: true, sink))
      } catch QueryRefusal.entryLimit(let limit) where limit > 0 && limit < page {
        page = limit
        continue
      }
      let came = streams.reduce(0) { $0 + $1.lines.count }
      let new = log.text(of: streams)
      await sink.count(lines: new.lines)
      written += new.lines
      left -= came
      guard try await sink.write(new.bytes, to: file) else {
        throw sink.cut("after \(sink.limits.bytes) bytes", "bytes")
      }
      guard came >= asked, let last = streams.flatMap(\.lines).map(\.nanoseconds).max() else {
        return
      }
      // Lines of the last nanosecond may be cut: they are asked for again and written once, unless
      // they fill a page.
      from = last > from ? last : last + 1
    }
  }
}
