/// Keeps what commands print, and says what was wrong with them.
enum ProgramOutput {
  /// Runs a command into a file.
  ///
  /// What came before it failed is kept, and said.
  ///
  /// - Returns: Whether it ended well.
  /// - Throws: ``SourceFailure`` where nothing came, and at limits; `CancellationError`.
  @discardableResult
  static func keep(
    _ run: ProgramRun, as name: String, within limit: Duration, in sink: SourceSink
  ) async throws -> Bool {
    try await sink.beginRequest()
    let file = try await sink.open(name, query: run.line)
    let counter = LineCounter()
    let end: ProgramRun.End
    do {
      end = try await run.run(within: limit) { piece in
        let lines = piece.count { $0 == UInt8(ascii: "\n") }
        let isEnough = await counter.add(lines) > sink.limits.lines
        return try await sink.write(piece, to: file) && !isEnough
      }
    } catch {
      await sink.close(file)
      throw error
    }
    await sink.count(lines: await counter.lines)
    let bytes = await sink.fetched.files[file.index].bytes
    await sink.close(file)
    if end.isCut {
      let isFull = await sink.bytesLeft == 0
      await sink.note(
        "'\(run.line)' printed more than \(isFull ? "\(sink.limits.bytes) bytes" : "\(sink.limits.lines) lines"): "
          + "the rest is not read. Ask about less, or "
          + "\(run.place.advice("set", isFull ? "bytes" : "lines", how: "higher")).")
      return false
    }
    guard let trouble = end.trouble else { return true }
    let failure = failure(of: run, trouble, end)
    guard bytes > 0, !failure.isFinal else { throw failure }
    await sink.note("\(failure) What it had printed before is used.")
    return false
  }

  /// The failure of a command, with what to do.
  static func failure(
    of run: ProgramRun, _ trouble: String, _ end: ProgramRun.End
  ) -> SourceFailure {
    let program = run.words.first ?? ""
    var failure = SourceFailure(
      source: run.place.source, what: "'\(run.line)'", why: trouble,
      advice: end.isMissing
        ? "Install '\(program)', or \(run.place.advice("correct", "command"))."
        : "Try it by hand.",
      isFinal: end.isMissing)
    guard program.split(separator: "/").last == "kubectl" else { return failure }
    if end.isMissing {
      failure.advice = "Install '\(program)', or put its folder into PATH."
    } else if !end.isLate, let refusal = KubectlRefusal(end.lastWords) {
      failure.why = refusal.why
      failure.advice = refusal.advice
      failure.isFinal = refusal.isFinal
    }
    return failure
  }
}

/// Counts lines from several pieces.
private actor LineCounter {
  private(set) var lines = 0

  func add(_ more: Int) -> Int {
    lines = lines.addingReportingOverflow(more).partialValue
    return lines
  }
}
