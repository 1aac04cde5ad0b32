import Investigation
import InvestigationService
import SessionsAPI
import Shell
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Puts the parts together for one run: service, shell, and the front that standard input asks for.
struct ShellLaunch {
  var options: CommonOptions
  var evidence: [EvidenceLocation]
  /// What a terminal is greeted with.
  var greeting: Notice?

  init(options: CommonOptions, evidence: [EvidenceLocation], greeting: Notice? = nil) {
    self.options = options
    self.evidence = evidence
    self.greeting = greeting
  }

  /// Runs the shell at a terminal, or the script on standard input.
  func run() async throws {
    try await reportingFailure { try await converseOrRunScript() }
  }

  /// Runs one turn.
  func ask(_ question: String) async throws {
    try await reportingFailure {
      guard try !evidence.isEmpty || options.resumption() != nil else {
        throw StartFailure.noEvidence
      }
      try await runScript { front in await front.run(question) }
    }
  }

  /// With `--json`, a failure to begin is an event too.
  private func reportingFailure(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch let failure as StartFailure where options.isJSON {
      await JSONPresenter(output: .standardOutput, remarks: .standardError)
        .present(.error(failure.report))
      throw failure.status
    }
  }

  private func converseOrRunScript() async throws {
    let isTerminal = isatty(0) == 1 && isatty(1) == 1 && !options.isJSON
    guard !isTerminal else { return try await converse() }
    guard try !evidence.isEmpty || options.resumption() != nil else {
      throw StartFailure.noEvidence
    }
    try await runScript { front in await front.run(LineSource(descriptor: 0)) }
  }

  private func runScript(
    _ body: @escaping @Sendable (ScriptFront) async -> ExitStatus
  ) async throws {
    let presenter: any Presenter =
      options.isJSON
      ? JSONPresenter(output: .standardOutput, remarks: .standardError)
      : PlainPresenter(
        output: .standardOutput, remarks: .standardError, isVerbose: options.isVerbose)
    let resumption = try options.resumption()
    let timeLimit = try options.timeLimit()
    let state = ShellState(
      front: .script, keepsGoing: options.keepsGoing, service: EmbeddedService.name,
      options: try options.sessionOptions())
    let embedded = try EmbeddedService(folders: .current(), evidence: evidence)
    for remark in embedded.remarks { await presenter.present(.notice(remark)) }
    let status = try await embedded.withRunningService { parts in
      let runtime = ShellRuntime(state: state, parts: parts, presenter: presenter)
      let limits = ScriptLimits(runtime: runtime, timeLimit: timeLimit)
      return await limits.watch {
        await body(ScriptFront(runtime: runtime, resumption: resumption))
      }
    }
    guard status == .success else { throw status }
  }
}

extension ShellLaunch {
  /// The answer to a question about sessions that needs no shell.
  struct Answer {
    var result: CommandResult

    /// Prints the answer on standard output.
    func print(asJSON: Bool) {
      TextSink.standardOutput.write(
        asJSON ? ResultDocument.json(result) : ResultDocument.text(result))
    }
  }

  /// Asks the directory of sessions; nothing is investigated.
  static func query(
    _ body: @escaping @Sendable (SessionDirectory) async throws -> CommandResult
  ) async throws -> Answer {
    let embedded = try EmbeddedService(folders: .current(), evidence: [])
    do {
      return Answer(result: try await body(embedded.directory()))
    } catch let error as SessionsError {
      TextSink.standardError.write("gumshoe: \(UntrustedText.clean(error.message))\n")
      throw ExitStatus(error)
    }
  }
}
