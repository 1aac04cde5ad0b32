/// What questions call things, and the labels under which programs print them.
///
/// One more way of saying is one more word in a row of ``groups``.
enum StatedTerms {
  /// The stems of labels that a word may stand for, its own first.
  static func labels(of word: String) -> [String] {
    let stem = Stem.of(word)
    var found = [stem]
    for group in groups where group.contains(stem) { found += group.filter { $0 != stem } }
    return found
  }

  private static let groups: [Set<String>] = [
    "commit revision sha rev git hash", "version tag image release ver build chart",
    "next trigger nextelapse nextrun upcoming scheduled", "run runs trigger start execution invocation job",
    "last previous prev", "finished finish finishedat completed complete done ended end completion",
    "started start startedat began begin created launched", "duration took elapsed runtime",
    "owner owned team maintainer contact squad", "author user who by actor principal initiator operator requester",
    "limit limits max maximum hard quota most allowed cap ceiling", "used usage use using consumed",
    "size capacity big storage", "node host machine server nodename hostname", "ip address addr",
    "replicas desired copies instances wanted", "state status phase condition", "health status",
    "schedule cron calendar oncalendar", "expires expire expiry notafter expiration until valid",
    "policy strategy", "path mount mountpoint directory dir", "restarts restart restartcount restarted",
    "memory mem ram", "cpu cpus cores", "exit exitcode code", "leader primary master",
    "sync synced synced", "deployed updated applied rolled", "count number total", "lag behind delay",
    "reason message why because", "source repo repository", "url link", "pid process", "date time",
    "interval period every", "retention keep kept", "level severity", "attempt attempts tries retries retry",
    "provisioned capacity", "timeout deadline",
  ].map { Set(QuestionWords.words($0).map(Stem.of)) }
}
