package import SessionsAPI

/// Gives a form to what the shell says: on a screen, as plain text, or as JSON.
package protocol Presenter: Sendable {
  /// Says something. Outputs come one at a time, in order.
  func present(_ output: ShellOutput) async

  /// Whether nobody reads any more, so that the shell may as well leave.
  var isClosed: Bool { get }

  /// Puts text back on the line that is being edited, where there is one.
  func restoreLine(_ text: String) async

  /// Opens the user's editor for the line, which begins with a text.
  func compose(_ text: String) async

  /// Hands a text to the terminal's clipboard; what is said of that.
  func copy(_ text: String, called what: String) async -> Notice

  /// Runs a command of the user's in the terminal; nil where there is none.
  func run(_ command: CommandRun) async -> CommandRun.End?

  /// Takes note of a new state, for a prompt that shows it.
  func show(_ state: ShellState) async

  /// Takes note of whose files reports name, where the service is embedded.
  func read(_ evidence: (any EvidenceService)?) async
}

extension Presenter {
  package var isClosed: Bool { false }

  package func restoreLine(_ text: String) async {}

  package func compose(_ text: String) async {
    await present(.notice(.fallback("There is no line to edit here: type it, and enter it.")))
  }

  package func copy(_ text: String, called what: String) async -> Notice { .noClipboard }

  package func run(_ command: CommandRun) async -> CommandRun.End? { nil }

  package func show(_ state: ShellState) async {}

  package func read(_ evidence: (any EvidenceService)?) async {}
}
