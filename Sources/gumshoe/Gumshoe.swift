import ArgumentParser
import CPlatform
import Shell

/// The command line: parses arguments, runs a command, maps its outcome to an exit status, once.
@main
struct Gumshoe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gumshoe",
    abstract: "A chat shell for incident investigations.",
    discussion: """
      Ask what went wrong; gumshoe investigates the evidence it is pointed at and answers with \
      citations. Without arguments it opens the shell.

        gumshoe /var/log/shop             the shell, on the logs below a folder
        gumshoe demo                      the shell, on a made-up incident
        gumshoe ask "why did it fail?" --evidence /var/log/shop
        printf 'why?\\nsince when?\\n' | gumshoe /var/log/shop
      """,
    version: "gumshoe 0.1.0",
    subcommands: [
      ChatCommand.self, AskCommand.self, SessionsCommand.self, DemoCommand.self, ServeCommand.self,
      KeysCommand.self, StoreCommand.self, LoginCommand.self, DoctorCommand.self,
      EngineCommandLine.self, ManualCommand.self,
    ],
    defaultSubcommand: ChatCommand.self)

  static func main() async {
    cplatform_open_standard_descriptors()
    // A reader that goes away is no reason to die: writing tells, and the shell leaves quietly.
    cplatform_ignore(SIGPIPE)
    do {
      var command = try parseInAnyOrder(Array(CommandLine.arguments.dropFirst()))
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      leave(.success)
    } catch let status as ExitStatus {
      leave(status)
    } catch let end as EndingSignal {
      leave(bySignal: end.number)
    } catch let failure as StartFailure {
      TextSink.standardError.write("gumshoe: \(failure)\n")
      leave(failure.status)
    } catch {
      exit(withError: error)
    }
  }

  /// Ends this process by a signal.
  ///
  /// This thread takes it, before `raise` returns (POSIX): one sent to the process waits for any thread
  /// that does, and the process may end well before that.
  private static func leave(bySignal signal: Int32) {
    cplatform_default(signal)
    var taken = sigset_t()
    sigemptyset(&taken)
    sigaddset(&taken, signal)
    pthread_sigmask(SIG_UNBLOCK, &taken, nil)
    raise(signal)
  }

  /// Parses arguments; a command may stand behind options, as in `gumshoe --server URL ask TEXT`
  /// and `gumshoe sessions --server URL show ID`.
  ///
  /// What stands there is evidence where there is a file of that name.
  private static func parseInAnyOrder(_ arguments: [String]) throws -> any ParsableCommand {
    var arguments = arguments
    var command = try parseAsRoot(arguments)
    if let chat = command as? ChatCommand, let name = chat.evidence.first, access(name, F_OK) != 0,
      configuration.hasSubcommand(name)
    {
      arguments = moving(name, before: 0, in: arguments)
      command = try parseAsRoot(arguments)
    }
    if let list = command as? SessionsCommand.List, let name = list.words.first,
      arguments.dropFirst().first?.hasPrefix("-") == true,
      SessionsCommand.configuration.hasSubcommand(name)
    {
      command = try parseAsRoot(moving(name, before: 1, in: arguments))
    }
    return command
  }

  /// The arguments with the options between a place and a command behind it and its own, but never
  /// behind a `--`.
  private static func moving(
    _ command: String, before place: Int, in arguments: [String]
  ) -> [String] {
    guard let found = arguments[place...].firstIndex(of: command) else { return arguments }
    let (options, words) = (arguments[place..<found], arguments[found...])
    let begin = words.prefix { $0 != "--" }
    return Array(arguments[..<place] + begin + options + words.dropFirst(begin.count))
  }

  private static func leave(_ status: ExitStatus) -> Never {
    var status = status
    if let reason = TextSink.standardOutput.failure {
      TextSink.standardError.write("gumshoe: Standard output could not be written: \(reason).\n")
      status = .lostOutput
    }
    end(status.rawValue)
  }
}

/// `exit(3)`, whose name is hidden by a method's where it is called.
private func end(_ status: Int32) -> Never {
  exit(status)
}

extension CommandConfiguration {
  /// Whether there is a subcommand of a name.
  fileprivate func hasSubcommand(_ name: String) -> Bool {
    subcommands.contains { $0.configuration.commandName == name }
  }
}
