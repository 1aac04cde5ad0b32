import CPlatform
import InvestigationService
import SessionsAPI
import Shell
import Terminal

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Puts the parts together for one run: service, shell, and the front that standard input asks for.
struct ShellLaunch {
  var options: ChatOptions
  var evidence: NamedEvidence
  /// What a terminal is greeted with.
  var greeting: Notice?
  /// The log that goes to a server with the first question.
  var log: LogMessage?
  /// What of the evidence came by pipes.
  var pipedLocations: [EvidenceLocation] = []
  /// Where that lies; nil where nothing came by pipes.
  var piped: PipedFolder?
  /// The signals since pipes were read.
  var interrupts: PipedInterrupts?

  init(options: ChatOptions, evidence: NamedEvidence, greeting: Notice? = nil) {
    self.options = options
    self.evidence = evidence
    self.greeting = greeting
  }

  /// Runs the shell at a terminal, or the script on standard input.
  func run() async throws {
    try await reportingFailure { try await converseOrRunScript() }
  }

  /// Runs one turn.
  ///
  /// Where no evidence was named, a log may come on standard input; where it was, that is not touched:
  /// it may be the rest of somebody's loop.
  func ask(_ question: String) async throws {
    let mayBePiped = evidence.isEmpty && PipeKind(descriptor: 0).mayHoldLog
    try await reportingFailure {
      try await runScript(asks: true, readsInput: mayBePiped) { front in await front.run(question) }
    }
  }

  /// The settings of this process, and the service they select.
  ///
  /// Evidence selects the embedded service over environment and configuration.
  ///
  /// - Throws: ``StartFailure``, also where evidence and a server are both named.
  static func selection(
    _ options: ServiceOptions, evidence: [EvidenceLocation], environment: [String: String]
  ) async throws -> (settings: ConnectionSettings, service: ServiceSelection) {
    if let first = evidence.first {
      let what = "The evidence '\(first.path)'"
      if let server = options.server {
        throw StartFailure.conflictingOptions(what, "--server \(server)")
      }
      if let profile = options.profile, profile != ProfileName.embedded {
        throw StartFailure.conflictingOptions(what, "--profile \(profile)")
      }
    }
    let settings = try await ConnectionSettings(options: options, environment: environment)
    return (settings, evidence.isEmpty ? try settings.selection() : .embedded)
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
    if evidence.readsStandardInput {
      guard Self.hasTerminal, !options.isJSON else { throw StartFailure.noTerminal }
      return try await converse()
    }
    let isTerminal = isatty(0) == 1 && isatty(1) == 1 && !options.isJSON
    guard !isTerminal else { return try await converse() }
    try await runScript { front in await front.run(LineSource(descriptor: 0)) }
  }

  /// Gives a script's answers their form: for one question that is asked at a terminal another.
  private func presenter(asks: Bool, theme: Theme.Name) -> any Presenter {
    let (output, remarks) = (TextSink.standardOutput, TextSink.standardError)
    if options.isJSON { return JSONPresenter(output: output, remarks: remarks) }
    let environment = ProcessInfo.processInfo.environment
    let isCapable = !["", "dumb"].contains(environment["TERM"] ?? "")
    let plain = PlainPresenter(output: output, remarks: remarks, isVerbose: options.isVerbose)
    guard asks, isatty(1) == 1, isCapable, !options.isPlain else {
      let isSeen = asks && isatty(1) == 1 && isatty(2) == 1
      return isSeen ? PlainConversation(plain, asks: false) : plain
    }
    let capabilities = TerminalCapabilities(
      environment: environment, isTerminal: true, noColor: options.hasNoColor)
    return AskPresenter(
      plain, capabilities: capabilities, theme: Theme(theme), hasSpinner: isatty(2) == 1)
  }

  private func runScript(
    asks: Bool = false, readsInput: Bool = false,
    _ body: @escaping @Sendable (ScriptFront) async -> ExitStatus
  ) async throws {
    LogOutput.toStandardError(isVerbose: options.isVerbose)
    let resumption = try options.resumption()
    let sessionOptions = try options.sessionOptions()
    let environment = ProcessInfo.processInfo.environment
    let (settings, selection) = try await Self.selection(
      options.service, evidence: evidence.ofThisMachine, environment: environment)
    let reading = try settings.reading(environment: environment)
    let presenter = presenter(asks: asks, theme: reading.theme)
    let timeLimit = try options.timeLimit() ?? settings.timeLimit()
    let start = ContinuousClock.now
    let launch = try await takingPipes(
      for: selection, isUnasked: readsInput, timeLimit: timeLimit, presenter: presenter)
    defer { launch.piped?.close() }
    let evidence = launch.evidence.locations
    if case .embedded = selection, evidence.isEmpty, resumption == nil {
      throw StartFailure.noEvidence
    }
    let folders = try Folders(environment: environment)
    let files = try ShellFiles(folders: folders)
    for remark in files.remarks { await presenter.present(.notice(remark)) }
    let host = ServiceHost(
      folders: folders, settings: settings, evidence: evidence, environment: environment,
      piped: launch.piped)
    let keepsGoing = options.keepsGoing
    let limit = timeLimit.map { max(.zero, $0 - start.duration(to: .now)) }
    let status = try await host.withService(selection, files: files) { parts in
      await presenter.read(parts.evidence)
      let state = ShellState(
        front: .script, keepsGoing: keepsGoing, service: parts.serviceName,
        command: parts.command, options: sessionOptions, log: launch.log)
      var parts = parts
      parts.piped = launch.pipedLocations
      let runtime = ShellRuntime(state: state, parts: parts, presenter: presenter)
      let limits = ScriptLimits(
        runtime: runtime, timeLimit: limit, interrupts: launch.interrupts?.rest)
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

  /// Removes a session from this machine: asks at a terminal, where it `asks` at all; elsewhere only a
  /// whole id will do.
  static func forget(
    _ target: String, _ options: ServiceOptions, asks: Bool
  ) async throws -> Answer {
    let isTerminal = isatty(0) == 1 && isatty(2) == 1
    let outbox = Outbox(folder: try Folders.current().state)
    return try await query(options) { directory, service, archive in
      if asks, !isTerminal, !Session.ID(rawValue: target).isLowercaseUUID {
        throw ShellError.forgetsWholeIDs(target)
      }
      let session = try await directory.name(target)
      if asks, isTerminal {
        TextSink.standardError.write(
          UntrustedText.clean(
            "Forget '\(session.title)' (\(session.id.rawValue.prefix(8)))? Type yes to forget it: ")
        )
        let answer = await LineSource(descriptor: 0).next() ?? ""
        guard ["y", "yes"].contains(answer.lowercased()) else {
          throw ShellError.notConfirmed(session)
        }
      }
      try await SessionRemoval(
        evidence: service.evidence, serviceName: service.name, archive: archive, outbox: outbox
      ).remove(session.id)
      return .forgot(
        ForgottenSession(session, keptBy: service.evidence == nil ? service.name : nil))
    }
  }

  /// Asks the directory of sessions; nothing is investigated.
  static func query(
    _ options: ServiceOptions,
    _ body: @escaping @Sendable (SessionDirectory) async throws -> CommandResult
  ) async throws -> Answer {
    try await query(options) { directory, _, _ in try await body(directory) }
  }

  /// Asks the directory of sessions, with what is kept of them beside it.
  private static func query(
    _ options: ServiceOptions,
    _ body:
      @escaping @Sendable (SessionDirectory, ServiceConnection, Archive) async throws ->
      CommandResult
  ) async throws -> Answer {
    let environment = ProcessInfo.processInfo.environment
    let (settings, selection) = try await selection(
      options, evidence: [], environment: environment)
    let folders = try Folders(environment: environment)
    let host = ServiceHost(
      folders: folders, settings: settings, evidence: [], environment: environment)
    let service = try await host.idleService(selection)
    let archive = try Archive(folder: folders.data)
    let directory = SessionDirectory(
      service: service.service, serviceName: service.name, archive: archive)
    let outcome: Result<CommandResult, any Error>
    do {
      outcome = .success(try await body(directory, service, archive))
    } catch {
      outcome = .failure(error)
    }
    await host.close()
    do {
      return Answer(result: try outcome.get())
    } catch  where error is SessionsError || error is ShellError || error is FileError {
      let report = ErrorReport(thrown: error)
      TextSink.standardError.write("gumshoe: \(UntrustedText.clean(report.message))\n")
      throw report.exitStatus
    }
  }
}
