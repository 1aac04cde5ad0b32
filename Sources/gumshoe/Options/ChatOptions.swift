import ArgumentParser
import SessionsAPI
import Shell

/// The options that every conversation takes.
struct ChatOptions: ParsableArguments {
  @OptionGroup var service: ServiceOptions

  @Option(
    name: .customLong("evidence"),
    help: ArgumentHelp(
      "A folder, file, glob or pipe to read, - for standard input; repeatable.", valueName: "path"))
  var evidence: [String] = []

  @Option(
    name: .customLong("baseline"),
    help: ArgumentHelp("The same, of a quiet period; repeatable.", valueName: "path"))
  var baseline: [String] = []

  @OptionGroup var sources: SourceOption

  @Option(
    name: .customLong("for"), parsing: .unconditional,
    help: ArgumentHelp(
      "Read pipes for so many seconds, where they don't end before.", valueName: "seconds"))
  var length: String?

  @Option(
    name: .customLong("session"),
    help: ArgumentHelp("Continue the session of this id.", valueName: "id"))
  var session: String?

  @Flag(name: .customLong("continue"), help: "Continue the last session.")
  var continues = false

  @Option(
    name: .customLong("title"),
    help: ArgumentHelp("The title of the session to open.", valueName: "text"))
  var title: String?

  @Option(
    name: .customLong("time"),
    help: ArgumentHelp(
      "When the incident happened, such as 2026-01-31T10:05:00Z.", valueName: "instant"))
  var time: String?

  @Flag(name: .customLong("deep"), help: "Look at more, for a longer wait.")
  var isDeep = false

  @Flag(name: .customLong("fast"), help: "Take the first good answer.")
  var isFast = false

  @Flag(name: .customLong("keep-going"), help: "In scripts: go on behind a failed turn.")
  var keepsGoing = false

  @Flag(name: .customLong("json"), help: "Print one JSON object a line.")
  var isJSON = false

  @Flag(name: .customLong("plain"), help: "Append-only output, no animation.")
  var isPlain = false

  @Flag(name: .customLong("no-color"), help: "No colours.")
  var hasNoColor = false

  @Option(
    name: .customLong("timeout"), parsing: .unconditional,
    help: ArgumentHelp("In scripts: give up after so many seconds.", valueName: "seconds"))
  var timeout: String?

  @Flag(name: [.customShort("v"), .customLong("verbose")], help: "Say more on standard error.")
  var isVerbose = false

  /// What a new session is opened with.
  func sessionOptions() throws -> SessionOptions {
    guard !(isDeep && isFast) else { throw StartFailure.conflictingOptions("--deep", "--fast") }
    let date = try time.map { text in
      guard let date = Timestamp.date(from: text) else { throw StartFailure.badTime(text) }
      return date
    }
    return SessionOptions(
      title: title, time: date, thinkingMode: isDeep ? .deep : isFast ? .fast : .auto)
  }

  /// The session to take up again, if one is asked for.
  func resumption() throws -> ScriptFront.Resumption? {
    guard session == nil || !continues else {
      throw StartFailure.conflictingOptions("--session", "--continue")
    }
    return session.map { .session($0) } ?? (continues ? .last : nil)
  }

  /// The time limit that the option gives, nil where it is not given.
  func timeLimit() throws -> Duration? {
    guard let timeout else { return nil }
    guard let limit = Duration(seconds: timeout) else { throw StartFailure.badTimeout(timeout) }
    return limit
  }

  /// How long pipes are read; nil where they are read to their end.
  func pipeLength() throws -> Duration? {
    guard let length else { return nil }
    guard let limit = Duration(seconds: length) else { throw StartFailure.badLength(length) }
    return limit
  }

  /// The places to read, those of the command line in front.
  ///
  /// - Throws: ``StartFailure`` where a place is a URL or missing.
  func namedEvidence(_ arguments: [String] = []) throws -> NamedEvidence {
    try NamedEvidence(
      (arguments + evidence).map { EvidenceLocation(path: $0) }
        + baseline.map { EvidenceLocation(path: $0, purpose: .baseline) }
        + sources.names.map { EvidenceLocation.source($0) })
  }
}
