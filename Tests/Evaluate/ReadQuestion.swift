import ArgumentParser
import Evidence
import Foundation
import Investigation

/// Prints how a question is read, as JSON.
struct ReadQuestion: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Prints how questions are read, one JSON object each.")

  @Argument(help: "The question; without one, a question a line of standard input.")
  var question: String?
  @Option(help: "The evidence's table of contents, as JSON.") var catalog: String?
  @Option(name: .customLong("case"), help: "Where the conversation stands, as JSON.")
  var context: String?

  func run() throws {
    var contents = Phrasings.catalog
    if let catalog { contents = try decoded(Catalog.self, catalog) }
    let context = try context.map { try decoded(Case.self, $0) } ?? Case()
    let reader = QuestionReader(catalog: contents, case: context)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if let question {
      print(String(decoding: try encoder.encode(reader.read(question)), as: UTF8.self))
      return
    }
    while let line = readLine() {
      print(String(decoding: try encoder.encode(reader.read(line)), as: UTF8.self))
    }
  }

  private func decoded<T: Decodable>(_ type: T.Type, _ path: String) throws -> T {
    try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path)))
  }
}
