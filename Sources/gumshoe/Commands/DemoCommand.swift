import ArgumentParser
import DemoIncident
import SessionsAPI
import Shell

/// The shell on a made-up incident.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Opens the shell on a made-up incident.",
    discussion: """
      Example:

        gumshoe demo --list
        gumshoe demo parcels
        echo "why did checkout start failing?" | gumshoe demo shop
      """)

  @Argument(help: "The demo; see --list.")
  var name: String?

  @Flag(name: .customLong("list"), help: "List the demos: what each has and what to ask of it.")
  var lists = false

  @Flag(name: .customLong("path"), help: "Print where the demo's files lie, and leave.")
  var printsPath = false

  @OptionGroup var options: ChatOptions

  func run() async throws {
    guard !(lists && printsPath) else { throw StartFailure.conflictingOptions("--list", "--path") }
    guard !lists else { return list() }
    let demo = try find()
    let path = try prepare(demo)
    guard !printsPath else { return TextSink.standardOutput.write(path + "\n") }
    var evidence = try options.namedEvidence()
    evidence.locations.insert(EvidenceLocation(path: path), at: 0)
    try await ShellLaunch(
      options: options, evidence: evidence,
      greeting: .demo(path: path, questions: demo.questions)
    ).run()
  }

  private func list() {
    let width = 2 + (Demo.all.map(\.name.count).max() ?? 0)
    for demo in Demo.all {
      let name = demo.name + String(repeating: " ", count: width - demo.name.count)
      let indent = String(repeating: " ", count: width)
      TextSink.standardOutput.write(
        "\(name)\(demo.summary)\n\(indent)\(demo.evidence): \"\(demo.story.question)\"\n")
    }
  }

  private func find() throws -> Demo {
    guard let demo = name.map({ name in Demo.all.first { $0.name == name } }) ?? Demo.all.first
    else { throw StartFailure.unknownDemo(name ?? "", known: Demo.all.map(\.name)) }
    return demo
  }

  private func prepare(_ demo: Demo) throws -> String {
    do {
      return try DemoLibrary(folder: Folders.current().cache + "/demo").prepare(demo)
    } catch let error as DemoError {
      throw StartFailure.demoUnwritable("\(error)")
    }
  }
}
