import ArgumentParser

/// One turn: asks, waits for the answer, prints it.
struct AskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Asks one question and prints the answer.")

  @Argument(help: "The question.")
  var text: [String]

  @OptionGroup var options: ChatOptions

  func run() async throws {
    let question = text.joined(separator: " ")
    guard !question.allSatisfy(\.isWhitespace) else { throw StartFailure.missingText }
    try await ShellLaunch(options: options, evidence: try options.locations()).ask(question)
  }
}
