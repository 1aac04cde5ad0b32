import SessionsAPI

/// Feeds a script's turns to the shell, each run to its end before the next.
package struct ScriptFront: Sendable {
  private let runtime: ShellRuntime
  private let resumption: Resumption?

  /// Which session a start takes up again.
  package enum Resumption: Hashable, Sendable {
    case last
    /// The session of an id, the beginning of one, or words of a title.
    case session(String)
  }

  package init(runtime: ShellRuntime, resumption: Resumption?) {
    self.runtime = runtime
    self.resumption = resumption
  }

  /// Runs the lines of a source to their end.
  package func run(_ lines: LineSource) async -> ExitStatus {
    guard await resume(isSettling: false) else { return await runtime.finish() }
    var parser = ScriptParser()
    do throws(ScriptError) {
      var next = await firstLine(of: lines)
      while await runtime.exitStatus == nil, let line = next {
        if let item = try parser.take(line) { await submit(item) }
        guard await runtime.exitStatus == nil else { break }
        next = await lines.next()
      }
      if await runtime.exitStatus == nil { try parser.finish() }
    } catch {
      await runtime.say(.error(ErrorReport(code: .usage, message: error.description)))
      await runtime.leave(.usage)
    }
    await runtime.post(.endOfInput)
    return await runtime.finish()
  }

  /// Runs one turn.
  package func run(_ text: String) async -> ExitStatus {
    guard await resume(isSettling: true) else { return await runtime.finish() }
    await submit(.message(text))
    await runtime.post(.endOfInput)
    return await runtime.finish()
  }

  /// Reads the first line; where that ends the turn that was taken up, without waiting for its end.
  private func firstLine(of lines: LineSource) async -> String? {
    guard resumption != nil else { return await lines.next() }
    let reading = Task { await lines.next() }
    // Whoever writes the script may wait for us, while the turn ends and the shell with it.
    let watching = Task {
      await runtime.settle()
      if await runtime.exitStatus != nil { reading.cancel() }
    }
    let line = await reading.value
    let isStop = line.flatMap { try? SubmittedLine.parse($0, front: .script) } == .command(.stop)
    if !isStop { await watching.value }
    return line
  }

  private func submit(_ item: ScriptParser.Item) async {
    switch item {
    case .line(let text): await runtime.post(.submitted(text))
    case .message(let text): await runtime.post(.message(text))
    }
    await runtime.settle()
  }

  /// Takes the session up and finishes what a dead process left; false where that failed.
  private func resume(isSettling: Bool) async -> Bool {
    guard let resumption else { return true }
    do {
      switch resumption {
      case .last: try await runtime.resumeLast()
      case .session(let target): try await runtime.resume(target)
      }
      if isSettling { await runtime.settle() }
    } catch {
      let report = ErrorReport(thrown: error)
      await runtime.say(.error(report))
      await runtime.leave(report.exitStatus)
    }
    return await runtime.exitStatus == nil
  }
}
