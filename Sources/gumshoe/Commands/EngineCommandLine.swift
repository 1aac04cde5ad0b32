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

  @Option(help: "The folder in which indexes of files may be kept.")
  var cache: String?

  @Option(help: "A folder of files that no index is kept of.")
  var notCached: String?

  func run() async throws {
    guard isatty(0) == 0 else {
      TextSink.standardError.write(
        "gumshoe: 'engine' is started by the shell and by 'serve', which speak to it by pipes. "
          + "Start 'gumshoe PATH' instead.\n")
      throw ExitStatus.usage
    }
    let indexes = cache.flatMap {
      IndexCache(
        folder: $0, build: EngineBuild.current, passingOver: notCached.map { [$0] } ?? [])
    }
    let investigator = Investigator(opener: EvidenceFilesOpener(cache: indexes))
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
