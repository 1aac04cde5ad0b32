import SessionsAPI

/// Prints one JSON object a line, in the forms that the design gives.
package struct JSONPresenter: Presenter {
  private let output: TextSink
  private let remarks: TextSink

  /// Prints events to one sink and remarks for people to another.
  package init(output: TextSink, remarks: TextSink) {
    self.output = output
    self.remarks = remarks
  }

  package var isClosed: Bool { output.isClosed }

  package func present(_ said: ShellOutput) async {
    if case .notice(let notice) = said {
      remarks.write(PlainText.remark("\(notice)"))
      return
    }
    guard let event = Self.event(for: said) else { return }
    output.write(event.text + "\n")
  }

  /// The object for something said; nil for what only people read.
  static func event(for said: ShellOutput) -> JSONValue? {
    switch said {
    case .sessionCreated(let id, let title):
      .object([
        ("event", .string("session.created")), ("session", .string(id.rawValue)),
        ("title", .string(title)),
      ])
    case .turnStarted(let turn, let input, let resumed):
      event(
        "turn.started", turn,
        [("input", .string(input))] + (resumed ? [("resumed", .bool(true))] : []))
    case .turnProgressed(let turn, let progress):
      event(
        "turn.progress", turn,
        [
          ("step", .string(progress.step)), ("done", .integer(progress.done)),
          ("total", .integer(progress.total)),
        ])
    case .turnCompleted(let turn, _, let answer, _):
      event(
        "turn.completed", turn,
        [
          ("seconds", .number((answer.seconds * 1000).rounded() / 1000)),
          ("markdown", .string(answer.markdown)),
        ])
    case .turnFailed(let turn, _, let reason):
      event("turn.failed", turn, [("reason", .string(reason))])
    case .error(let report):
      .object([
        ("event", .string("error")), ("code", .string(report.code.rawValue)),
        ("message", .string(report.message)), ("retry_after", .optional(report.retryAfter)),
      ])
    case .result(let result):
      .object([
        ("event", .string("command")), ("name", .string(result.name)), ("result", result.json),
      ])
    case .opened(let opened) where opened.reason == .resumed: nil
    case .opened(let opened):
      .object(
        [
          ("event", .string("command")), ("name", .string("switch")),
          ("result", opened.session.json()),
        ] + (opened.turn.map { [("turn", .integer($0))] } ?? []))
    case .notice: nil
    }
  }

  private static func event(
    _ name: String, _ turn: TurnReference, _ members: [(String, JSONValue)]
  ) -> JSONValue {
    .object(
      [
        ("event", .string(name)), ("session", .string(turn.session.rawValue)),
        ("turn", .integer(turn.turn)),
      ] + members)
  }
}
