import SessionsAPI
import Terminal

/// The one table of slash-commands.
package enum CommandTable {
  /// Every command, in the order of help.
  package static let all: [CommandSpec] = [
    CommandSpec(
      name: "new", aliases: [], arguments: "[--title T] [--time T] [--deep|--fast] [text]",
      summary: "Leaves the session and opens a new one, now or with the next line",
      example: "/new --title payday why do payments fail?",
      completion: .words(["--title", "--time", "--deep", "--fast"]), worksInScripts: true
    ) { scanner throws(ArgumentProblem) in
      let options = try sessionOptions(&scanner)
      let text = scanner.remainder
      return .new(options, text: text.isEmpty ? nil : text)
    },
    CommandSpec(
      name: "sessions", aliases: ["list", "ls"], arguments: "[words] [--all] [--page N]",
      summary: "Lists the sessions as a numbered table", example: "/sessions checkout",
      completion: .words(["--all", "--page"]),
      worksInScripts: true
    ) { scanner throws(ArgumentProblem) in .sessions(try sessionsQuery(&scanner)) },
    CommandSpec(
      name: "switch", aliases: ["use"], arguments: "N|id-prefix|words|-",
      summary: "Makes another session current; - goes back", example: "/switch 2",
      completion: .sessions,
      worksInScripts: true
    ) { scanner throws(ArgumentProblem) in
      let target = scanner.remainder
      guard !target.isEmpty else { throw ArgumentProblem("no session was named") }
      return .switchTo(target)
    },
    CommandSpec(
      name: "status", aliases: [], arguments: "",
      summary: "Tells where the turn stands, and since when nothing changed",
      example: "/status", completion: .nothing, worksInScripts: true
    ) { scanner throws(ArgumentProblem) in try end(&scanner, .status) },
    CommandSpec(
      name: "watch", aliases: [], arguments: "", summary: "Watches the running turn again",
      example: "/watch", completion: .nothing, worksInScripts: true
    ) { scanner throws(ArgumentProblem) in try end(&scanner, .watch) },
    CommandSpec(
      name: "detach", aliases: [], arguments: "",
      summary: "Stops watching; the investigation goes on", example: "/detach",
      completion: .nothing,
      worksInScripts: false
    ) { scanner throws(ArgumentProblem) in try end(&scanner, .detach) },
    CommandSpec(
      name: "stop", aliases: [], arguments: "",
      summary: "Ends the running turn for good; its session has then failed", example: "/stop",
      completion: .nothing,
      worksInScripts: true
    ) { scanner throws(ArgumentProblem) in try end(&scanner, .stop) },
    CommandSpec(
      name: "show", aliases: [], arguments: "[n|section|all]",
      summary: "Shows the last answer, evidence n, a section, or the whole transcript",
      example: "/show 3", completion: .parts(["all"]), worksInScripts: true
    ) { scanner throws(ArgumentProblem) in .show(try showTarget(&scanner)) },
    CommandSpec(
      name: "detail", aliases: [], arguments: "[full|digest]",
      summary: "Prints answers whole, or as far as they fit the window",
      example: "/detail full", completion: .words(["full", "digest"]), worksInScripts: false
    ) { scanner throws(ArgumentProblem) in
      switch scanner.remainder {
      case "": return .detail(isFull: nil)
      case "full": return .detail(isFull: true)
      case "digest": return .detail(isFull: false)
      case let word: throw ArgumentProblem("'\(word)' is neither 'full' nor 'digest'")
      }
    },
    CommandSpec(
      name: "queue", aliases: [], arguments: "[drop n|clear]",
      summary: "Lists the lines that wait to be sent, or drops them",
      example: "/queue drop 1", completion: .words(["drop", "clear"]), worksInScripts: true
    ) { scanner throws(ArgumentProblem) in .queue(try queueAction(&scanner)) },
    CommandSpec(
      name: "retry", aliases: [], arguments: "",
      summary: "Asks again what failed, was not sent or stands still", example: "/retry",
      completion: .nothing,
      worksInScripts: true
    ) { scanner throws(ArgumentProblem) in try end(&scanner, .retry) },
    CommandSpec(
      name: "find", aliases: [], arguments: "words",
      summary: "Finds words, a \"quoted phrase\" or an id in every transcript of this machine",
      example: "/find \"pool exhausted\" ledger", completion: .nothing, worksInScripts: true
    ) { scanner throws(ArgumentProblem) in
      let words = scanner.remainder
      guard !words.isEmpty else { throw ArgumentProblem("no words were given") }
      return .find(words)
    },
    CommandSpec(
      name: "rename", aliases: [], arguments: "name",
      summary: "Gives the session another name on this machine", example: "/rename payday outage",
      completion: .nothing, worksInScripts: true
    ) { scanner throws(ArgumentProblem) in .rename(try sessionName(&scanner)) },
    CommandSpec(
      name: "forget", aliases: [], arguments: "N|id|words",
      summary: "Removes a session from this machine, after asking; a script names its whole id",
      example: "/forget 3", completion: .sessions, worksInScripts: true
    ) { scanner throws(ArgumentProblem) in
      let target = scanner.remainder
      guard !target.isEmpty else { throw ArgumentProblem("no session was named") }
      return .forget(target)
    },
    CommandSpec(
      name: "copy", aliases: [], arguments: "[n]",
      summary: "Copies the last answer, or evidence n, to the terminal's clipboard",
      example: "/copy 2", completion: .exhibits([]), worksInScripts: false
    ) { scanner throws(ArgumentProblem) in .copy(try evidenceNumber(&scanner)) },
    CommandSpec(
      name: "export", aliases: [], arguments: "[md|json|html] [file] [--force]",
      summary: "Writes the session to a file to hand on: Markdown, JSON or one page",
      example: "/export md postmortem.md",
      completion: .words(ExportFormat.allCases.map(\.rawValue)), worksInScripts: true
    ) { scanner throws(ArgumentProblem) in .export(try exportRequest(&scanner)) },
    CommandSpec(
      name: "edit", aliases: [], arguments: "[text]",
      summary: "Opens your editor ($VISUAL, $EDITOR) for the next line; so does Ctrl-X Ctrl-E",
      example: "/edit", completion: .nothing, worksInScripts: false
    ) { scanner throws(ArgumentProblem) in .edit(scanner.remainder) },
    CommandSpec(
      name: "attach", aliases: [], arguments: "[file|--drop]",
      summary:
        "Has a file go with the next message, after showing how it begins; lists or drops such",
      example: "/attach ~/thread-dump.txt", completion: .files, worksInScripts: true
    ) { scanner throws(ArgumentProblem) in .attach(try attachAction(&scanner)) },
    CommandSpec(
      name: "run", aliases: [], arguments: "command",
      summary:
        "Runs a command of your shell; what it prints is shown, and goes with the next message",
      example: "/run kubectl get pods -n shop", completion: .nothing, worksInScripts: false
    ) { scanner throws(ArgumentProblem) in
      let command = scanner.remainder
      guard !command.isEmpty else { throw ArgumentProblem("no command was given") }
      return .run(command)
    },
    CommandSpec(
      name: "evidence", aliases: [], arguments: "[add [--baseline] path|source]",
      summary:
        "Lists what the embedded service may read and tries its sources, or adds a path or a source",
      example: "/evidence add prometheus=http://localhost:9090", completion: .paths,
      worksInScripts: true
    ) { scanner throws(ArgumentProblem) in .evidence(try evidenceAction(&scanner)) },
    CommandSpec(
      name: "refresh", aliases: [], arguments: "",
      summary: "Asks the session's remote sources again, and says what is new",
      example: "/refresh", completion: .nothing, worksInScripts: true
    ) { scanner throws(ArgumentProblem) in try end(&scanner, .refresh) },
    CommandSpec(
      name: "history", aliases: [], arguments: "[off|delete words]",
      summary: "Lists the lines you typed, stops keeping them, or deletes some",
      example: "/history delete password", completion: .words(["off", "delete"]),
      worksInScripts: false
    ) { scanner throws(ArgumentProblem) in .history(try historyAction(&scanner)) },
    CommandSpec(
      name: "profile", aliases: [], arguments: "[name]",
      summary: "Lists the services you may speak to, or changes to one", example: "/profile team",
      completion: .profiles,
      worksInScripts: true
    ) { scanner throws(ArgumentProblem) in
      let name = scanner.next()
      return try end(&scanner, .profile(name))
    },
    CommandSpec(
      name: "theme", aliases: [],
      arguments: "[\(Theme.Name.allCases.map(\.rawValue).joined(separator: "|"))]",
      summary: "Chooses the looks for a dark or a light background",
      example: "/theme light", completion: .words(Theme.Name.allCases.map(\.rawValue)),
      worksInScripts: false
    ) { scanner throws(ArgumentProblem) in .theme(try themeName(&scanner)) },
    CommandSpec(
      name: "help", aliases: ["?"], arguments: "[command]", summary: "Explains the commands",
      example: "/help switch", completion: .commands, worksInScripts: true
    ) { scanner throws(ArgumentProblem) in
      let topic = scanner.remainder
      return .help(topic: topic.isEmpty ? nil : topic)
    },
    CommandSpec(
      name: "quit", aliases: ["exit", "q"], arguments: "", summary: "Leaves the shell",
      example: "/quit", completion: .nothing, worksInScripts: true
    ) { scanner throws(ArgumentProblem) in try end(&scanner, .quit) },
  ]

  /// Finds the command of a name, an alias, or the beginning of just one command.
  package static func find(_ typed: String) throws(CommandError) -> CommandSpec {
    let name = typed.lowercased()
    if let exact = all.first(where: { $0.name == name || $0.aliases.contains(name) }) {
      return exact
    }
    let matches = all.filter { spec in
      !name.isEmpty && (spec.name.hasPrefix(name) || spec.aliases.contains { $0.hasPrefix(name) })
    }
    if let only = matches.first, matches.count == 1 { return only }
    guard matches.isEmpty else {
      throw .ambiguous(typed, candidates: matches.map(\.name))
    }
    let names = all.flatMap { [$0.name] + $0.aliases }
    throw .unknown(typed, suggestion: EditDistance.nearest(to: name, among: names))
  }
}
