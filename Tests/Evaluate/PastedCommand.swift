import ArgumentParser
import Evidence
import EvidenceFiles
import Foundation

/// Takes the evidence out of a message.
struct PastedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pasted", abstract: "Print what of a message is evidence.")

  @Argument(help: "A file with the message.")
  var file: String

  func run() async throws {
    let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    let start = ContinuousClock.now
    let pasted = EvidenceFilesOpener().pasted(in: text, name: "message 1")
    print(ContinuousClock.now - start)
    guard let pasted else {
      print("no evidence")
      return
    }
    print("\(pasted.lines) lines; rest: \(pasted.rest.prefix(300))")
    for sample in pasted.source.observations.flatMap(\.samples).prefix(20) {
      SamplesCommand.show(sample)
    }
  }
}
