import ArgumentParser
import Foundation
import Investigation

/// Makes the weights of the act model again: `make phrasings`.
struct TrainActs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train-acts",
    abstract: "Learns the acts from the phrasings, and writes the weights.")

  @Option(help: "The phrasings.") var phrasings = "Tests/Evaluate/Data/phrasings.tsv"
  @Option(help: "The file that is written.")
  var output = "Sources/Investigation/Reading/ActWeights.swift"

  func run() throws {
    let phrasings = try Phrasings(path: phrasings)
    let trainer = ActTrainer(phrasings)
    let examples = phrasings.rows.enumerated().flatMap { trainer.examples(of: $1, at: $0) }
    let (model, encoded) = trainer.model(of: examples)
    let source = """
      // swift-format-ignore-file
      // Made by `make phrasings` of Tests/Evaluate/Data/phrasings.tsv: not to be edited.

      /// The weights of ``ActModel``, as ``ActModel/init(labels:vocabulary:encoded:)`` reads them.
      enum ActWeights {
        static let labels =
          "\(model.labels.map(\.name).joined(separator: " "))"
        static let vocabulary =
          "\(model.vocabulary.sorted().joined(separator: " "))"
        static let encoded =
          "\(encoded)"
      }

      """
    try source.write(toFile: output, atomically: true, encoding: .utf8)
    print(
      "\(phrasings.rows.count) phrasings, \(examples.count) examples, \(model.labels.count) labels, "
        + "\(model.vocabulary.count) words, \(encoded.utf8.count) bytes of weights")
  }
}
