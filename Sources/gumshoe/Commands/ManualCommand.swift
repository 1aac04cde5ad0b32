import ArgumentParser
import Shell

/// The manual's pages: called by `make install`, never by a user.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Prints a page of the manual as mdoc.", shouldDisplay: false)

  @Argument(help: "The page, such as gumshoe.1; without it, the names of all.")
  var page: String?

  func run() throws {
    guard let page else {
      let names = ManualPage.allCases.map { $0.rawValue + "\n" }
      return TextSink.standardOutput.write(names.joined())
    }
    guard let found = ManualPage(rawValue: page) else {
      throw ValidationError(
        "There is no page '\(page)'. There are: "
          + ManualPage.allCases.map(\.rawValue).joined(separator: ", ") + ".")
    }
    TextSink.standardOutput.write(try found.text(help: Gumshoe._dumpHelp()))
  }
}
