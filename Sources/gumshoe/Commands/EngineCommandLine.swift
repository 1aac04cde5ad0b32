import ArgumentParser
import CPlatform
import EngineProcess
import EvidenceFiles
import Investigation
import Shell

/// The engine in a process of its own: started by the shell and by `serve`, never by a user.
struct EngineCommandLine: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engine", abstract: "Investigates for the process that started it.",
    shouldDisplay: false)

  @Option(name: .customLong("engine-memory"), help: "MiB of memory it may use.")
  var memory = EngineLimits.defaultMemory

  func run() async throws {
    guard isatty(0) == 0 else {
      TextSink.standardError.write(
        "gumshoe: 'engine' is started by the shell and by 'serve', which speak to it by pipes. "
          + "Start 'gumshoe PATH' instead.\n")
      throw ExitStatus.usage
    }
    let investigator = Investigator(opener: EvidenceFilesOpener())
    #if FAULTS
      let engine: any InvestigationEngine = FaultyEngine(investigator)
    #else
      let engine: any InvestigationEngine = investigator
    #endif
    await EngineProgram(engine: engine, limits: EngineLimits(memory: memory)) {
      await investigator.dropIndexes()
    }.run()
  }
}
