import CPlatform
import InvestigationService
import SessionsAPI
import Shell
import SystemPackage

extension ShellLaunch {
  /// The launch with what its pipes bring taken in: into files for the embedded service, into memory
  /// for a server.
  ///
  /// `isUnasked` says that standard input is read although nobody named it.
  ///
  /// - Throws: ``StartFailure``; ``ExitStatus`` where the time limit passes or the process is to end.
  func takingPipes(
    for selection: ServiceSelection, isUnasked: Bool = false, timeLimit: Duration? = nil,
    presenter: any Presenter
  ) async throws -> ShellLaunch {
    let pipes =
      isUnasked ? [EvidenceLocation(path: NamedEvidence.standardInput)] : evidence.pipes
    guard !pipes.isEmpty else { return self }
    let start = ContinuousClock.now
    let length = try options.pipeLength()
    let folder = PipedFolder(path: try Folders.current().piped)
    var taken = self
    taken.evidence.pipes = []
    let interrupts = PipedInterrupts()
    taken.interrupts = interrupts
    taken.piped = folder
    do {
      for pipe in pipes {
        let isInput = pipe.path == NamedEvidence.standardInput
        let opened = try Self.open(pipe)
        defer { if !isInput { try? opened.close() } }
        let reader = PipedReader(opened.rawValue, interrupts: interrupts) {
          await presenter.present(.notice($0))
        }
        let toServer = if case .server = selection { true } else { false }
        let intake = PipedIntake(
          name: isInput ? "standard input" : "'\(pipe.path)'",
          // One byte more than fits tells that there is more.
          capacity: toServer ? LogMessage.limit + 1 : LogSpool.limit, length: length,
          deadline: timeLimit.map { $0 - start.duration(to: .now) },
          patience: isUnasked ? PipedIntake.unasked : nil)
        let ended: PipedIntake
        if toServer {
          let (intake, bytes) = try await reader.read(intake)
          ended = intake
          guard let message = LogMessage(bytes) else { throw StartFailure.largeLog }
          taken.log = bytes.isEmpty ? nil : message
        } else {
          let name = isInput ? "stdin" : PipeKind.name(ofPath: pipe.path)
          let path = try folder.place(for: name)
          ended = try await reader.read(intake, intoFile: path)
          let location = EvidenceLocation(path: path, purpose: pipe.purpose)
          if ended.bytes > 0 { taken.evidence.locations.append(location) }
          if ended.bytes > 0 { taken.pipedLocations.append(location) }
        }
        try await check(ended, timeLimit: timeLimit, presenter: presenter)
        if let closing = ended.closing { await presenter.present(.notice(closing)) }
        if isInput { Self.leaveStandardInput() }
      }
    } catch {
      folder.close()
      switch error {
      case let failure as FileError: throw StartFailure.pipeUnusable("\(failure)")
      case let failure as PipedFailure: throw StartFailure.pipeUnusable("\(failure)")
      case let failure as Errno:
        throw StartFailure.pipeUnusable("What comes by a pipe cannot be kept: \(failure).")
      default: throw error
      }
    }
    return taken
  }

  /// Ends the process where that, and not the reading alone, was asked for.
  private func check(
    _ ended: PipedIntake, timeLimit: Duration?, presenter: any Presenter
  ) async throws {
    switch ended.end {
    case .dismissed:
      await presenter.present(.error(ErrorReport(code: .interrupted, message: "Interrupted.")))
      throw ExitStatus.interrupted
    case .late:
      await presenter.present(
        .error(
          ErrorReport(
            code: .timeout,
            message: "The time limit has passed while \(ended.name) was read. --for SECONDS ends "
              + "the reading earlier.")))
      throw ExitStatus.timeout
    case .whole, .cut, .interrupted, .timed, .silent, nil: break
    }
  }

  /// Opens a pipe without waiting for its writer.
  private static func open(_ pipe: EvidenceLocation) throws -> FileDescriptor {
    guard pipe.path != NamedEvidence.standardInput else { return FileDescriptor(rawValue: 0) }
    do {
      return try FileDescriptor.open(
        FilePath(pipe.path), .readOnly, options: [.nonBlocking, .closeOnExec])
    } catch {
      throw StartFailure.unreadableEvidence("'\(pipe.path)' cannot be read: \(error).")
    }
  }

  /// Lets go of standard input, so that whoever goes on writing to it learns that nobody reads.
  private static func leaveStandardInput() {
    guard isatty(0) == 0 else { return }
    attach("/dev/null")
  }

  /// Makes the terminal of this process its standard input, where it is not one already.
  ///
  /// - Throws: ``StartFailure/noTerminal``.
  static func useTerminal() throws {
    guard isatty(0) == 0 else { return }
    guard attach("/dev/tty") else { throw StartFailure.noTerminal }
  }

  /// Whether this process has a terminal to converse on.
  static var hasTerminal: Bool {
    guard isatty(1) == 1 else { return false }
    guard isatty(0) == 0 else { return true }
    let terminal = try? FileDescriptor.open("/dev/tty", .readWrite, options: [.closeOnExec])
    try? terminal?.close()
    return terminal != nil
  }

  /// Makes a file standard input.
  @discardableResult
  private static func attach(_ path: FilePath) -> Bool {
    guard let file = try? FileDescriptor.open(path, .readWrite) else { return false }
    defer { if file.rawValue != 0 { try? file.close() } }
    return (try? file.duplicate(as: FileDescriptor(rawValue: 0))) != nil
  }
}
