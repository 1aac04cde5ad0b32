import ArgumentParser

/// One turn: asks, waits for the answer, prints it.
struct AskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Asks one question and prints the answer.",
    discussion: """
      Example:

        gumshoe ask "why did checkout fail at 10:05?" --evidence /var/log/shop
        kubectl logs deploy/cart | gumshoe ask "why does it restart?" -
      """)

  @Argument(help: "The question; a last word '-' reads a log from standard input.")
  var text: [String]

  @OptionGroup var options: ChatOptions

  func run() async throws {
    let isPiped = text.last == NamedEvidence.standardInput
    let question = text.dropLast(isPiped ? 1 : 0).joined(separator: " ")
    guard !question.allSatisfy(\.isWhitespace) else { throw StartFailure.missingText }
    let evidence = try options.namedEvidence(isPiped ? [NamedEvidence.standardInput] : [])
    try await ShellLaunch(options: options, evidence: evidence).ask(question)
  }
}
