import FoundationEssentials
import SessionsAPI
import Shell
import SystemPackage

/// What a run of a script left behind.
struct ScriptOutcome {
  var status: Shell.ExitStatus
  var output: String
  var remarks: String
}

/// Runs a script on a service, with its files in a folder.
func run(
  _ script: String, on service: ScriptedService, folder: String, json: Bool = false,
  keepsGoing: Bool = false, resumption: ScriptFront.Resumption? = nil, resends: Int = 3
) async throws -> ScriptOutcome {
  let files = ["in", "out", "err"].map { "\(folder)/\($0)-\(UUID().uuidString)" }
  try Data(script.utf8).write(to: URL(filePath: files[0]))
  let descriptors = try files.map {
    try FileDescriptor.open($0, .readWrite, options: .create, permissions: .ownerReadWrite)
  }
  defer { for descriptor in descriptors { try? descriptor.close() } }
  let (input, output, remarks) =
    (descriptors[0].rawValue, descriptors[1].rawValue, descriptors[2].rawValue)
  let sinks = (TextSink(descriptor: output), TextSink(descriptor: remarks))
  let presenter: any Presenter =
    json
    ? JSONPresenter(output: sinks.0, remarks: sinks.1)
    : PlainPresenter(output: sinks.0, remarks: sinks.1)
  let status: Shell.ExitStatus
  do {
    let runtime = ShellRuntime(
      state: ShellState(front: .script, keepsGoing: keepsGoing, service: "test"),
      parts: .init(
        service: service, evidence: nil, serviceName: "test", outbox: Outbox(folder: folder),
        history: HistoryFile(folder: folder, directory: "/"), archive: try Archive(folder: folder),
        pacing: TurnPacing(
          longestWait: .seconds(1), shortestPoll: .milliseconds(1), longestPoll: .milliseconds(1),
          resends: resends)),
      presenter: presenter)
    let front = ScriptFront(runtime: runtime, resumption: resumption)
    status = await front.run(LineSource(descriptor: input))
  }
  // A run stands for a process, which has ended when the next one begins.
  try await OutboxOwners.waitForEnd(in: folder)
  return ScriptOutcome(
    status: status, output: try String(contentsOfFile: files[1], encoding: .utf8),
    remarks: try String(contentsOfFile: files[2], encoding: .utf8))
}
