/// What questions call things, and the labels under which programs print them.
///
/// One more way of saying is one more word in a row of ``groups``.
enum StatedTerms {
  /// The stems of labels that a word may stand for, its own among them.
  static func labels(of word: String) -> Set<String> {
    let stem = Stem.of(word)
    return groups.filter { $0.contains(stem) }.reduce([stem]) { $0.union($1) }
  }

  /// Labels that tell of how a text is written, or what a program drew: nobody asks for them.
  static let passedOver: Set<String> = [
    "apiversion", "kind", "resourceversion", "uid", "generation", "observedgeneration", "help",
    "type",
    "fingerprint", "schema",
  ]

  /// Labels of those who did something.
  static let doers = Set(QuestionWords.words(people).map(Stem.of))

  private static let people =
    "author user username usename who by actor principal initiator operator requester deployer owner asked requested"

  private static let groups: [Set<String>] = [
    "commit revision sha rev git hash", "version tag image release ver",
    "next trigger nextelapse nextrun upcoming scheduled",
    "run runs trigger start execution invocation job", "last previous prev",
    "finished finish finishedat completed complete done ended end completion",
    "started start startedat began begin created launched createdat",
    "duration took elapsed runtime", "owner owned team maintainer contact squad",
    people,
    "limit limits max maximum hard quota most allowed cap ceiling",
    "used usage use using consumed full",
    "size capacity big large storage", "node host machine server nodename hostname",
    "ip address addr",
    "replicas desired copies instances wanted", "state status phase condition", "health status",
    "schedule cron calendar oncalendar", "expires expire expiry notafter expiration until valid",
    "policy strategy", "path mount mountpoint directory dir",
    "restarts restart restartcount restarted", "memory mem ram", "cpu cpus cores",
    "exit exitcode code", "leader primary master", "deployed updated applied rolled",
    "number total", "lag behind delay", "deep depth messages length backlog",
    "reason message because", "source repo repository", "url link", "pid process command cmd comm",
    "date time",
    "interval period every", "retention keep kept", "level severity",
    "attempt attempts tries retries retry", "timeout deadline",
    "connections conns count sessions numbackends",
    "ready available", "free available avail remaining unused", "failed failures failure errors",
  ].map { Set(QuestionWords.words($0).map(Stem.of)) }
}
