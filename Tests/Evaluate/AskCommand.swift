import ArgumentParser
import EvidenceFiles
import Investigation

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Holds a conversation with the engine alone, without a service, a store or a process around it.
///
/// Takes the question as arguments or, a line a turn, from standard input; prints the events of the
/// shell's `--json` that a scorer reads, or the bare Markdown.
struct AskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask", abstract: "Asks the engine alone.")

  @Argument(help: "The question; without one, each line of standard input is a turn.")
  var text: [String] = []

  @Option(help: "A folder, file or glob; repeatable.")
  var evidence: [String] = []

  @Option(help: "The same of a quiet period; repeatable.")
  var baseline: [String] = []

  @Option(help: "auto, fast or deep.")
  var mode = "auto"

  @Option(help: "A folder in which indexes of files are kept.")
  var cache: String?

  @Flag(help: "Print events as JSON lines.")
  var json = false

  @Flag(help: "Go on after a turn that failed.")
  var keepGoing = false

  func run() async throws {
    let engine = Investigator(
      opener: EvidenceFilesOpener(
        cache: cache.flatMap { IndexCache(folder: $0, build: "evaluate") }))
    var memory: Data?
    var turn = 0
    if !text.isEmpty {
      try await ask(text.joined(separator: " "), 1, engine, &memory)
      return
    }
    while let line = readLine() {
      if line.isEmpty { continue }
      turn += 1
      try await ask(line, turn, engine, &memory)
    }
  }

  private func ask(
    _ question: String, _ turn: Int, _ engine: Investigator, _ memory: inout Data?
  ) async throws {
    var inquiry = Inquiry(
      question: question, depth: Inquiry.Depth(rawValue: mode) ?? .auto, evidence: evidence,
      baseline: baseline, memory: memory)
    inquiry.turn = turn
    if json { emit(Event(event: "turn.started", turn: turn, input: question)) }
    do {
      let answer = try await engine.answer(inquiry) { _ in }
      memory = answer.memory
      if json {
        emit(Event(event: "turn.completed", turn: turn, markdown: answer.markdown))
      } else {
        print(answer.markdown)
      }
    } catch {
      if json {
        emit(Event(event: "turn.failed", turn: turn, reason: "\(error)"))
      } else {
        print("failed: \(error)")
      }
    }
  }

  private struct Event: Encodable {
    var event: String
    var session = "evaluate"
    var turn: Int
    var input: String?
    var markdown: String?
    var reason: String?
  }

  private func emit(_ event: Event) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(event) else { return }
    print(String(decoding: data, as: UTF8.self))
  }
}
