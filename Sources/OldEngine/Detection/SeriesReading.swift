/// What a series of log entries says, and how grave that is.
struct SeriesReading: Sendable {
  /// Index into ``LogIndex/series``.
  var series: Int
  var signal: Signal?
  /// From 0 for what is of no concern to 4 for fatal.
  var severity: Double
  /// The words of the sample that said it.
  var words: [String]
  /// The sample that says it best, an index into the series' samples.
  var sample: Int

  /// Reads a series by its samples.
  init(_ index: LogIndex, _ position: Int, reader: SignalReader = .shared) {
    series = position
    let entry = index.series[position]
    sample = 0
    words = []
    let isError = entry.level ?? .info >= .error
    var best: Signal?
    for (number, excerpt) in entry.samples.enumerated().prefix(6) {
      var words = Self.words(of: excerpt)
      var found = reader.read(words, isError: isError)?.signal
      if isError, found ?? .failure == .failure, excerpt.quote != excerpt.text {
        // The reason may stand in another field, such as a stack trace.
        let fields = SignalWords.split(excerpt.text)
        if let told = reader.read(fields, isError: true)?.signal,
          told.weight > Signal.failure.weight
        {
          found = told
          words += fields
        }
      }
      if number == 0 || found?.weight ?? -1 > best?.weight ?? -1 {
        best = found
        sample = number
        self.words = words
      }
    }
    signal = best
    severity = Self.severity(entry.level, best, words)
  }

  /// The words of an entry's message and of the cause in its stack trace.
  static func words(of excerpt: LogExcerpt) -> [String] {
    var words = SignalWords.split(String(MessageText.core(of: excerpt.quote)))
    if let cause = excerpt.cause { words += SignalWords.split(cause.text) }
    return words
  }

  private static func severity(_ level: LogLevel?, _ signal: Signal?, _ words: [String]) -> Double {
    if signal == .recovery { return 0 }
    switch level {
    case .fatal: return 4
    case .error: return 3
    case .warning: return 2
    case .info, .notice:
      guard let signal, !signal.isChange else { return 0 }
      if !words.contains(where: graveWords.contains) { return signal.weight >= 0.75 ? 0.5 : 0 }
      return signal.weight >= 0.6 ? 1.5 : 1
    case .debug, .trace: return 0
    case nil:
      guard let signal, !signal.isChange else { return 0 }
      switch signal {
      case .retry, .slowness: return 1.5
      case .timeout, .upstream, .failure, .denied: return 2.5
      default: return 3
      }
    }
  }

  private static let graveWords: Set<String> = [
    "error", "errors", "exception", "fail", "failed", "failure", "failing", "fatal", "cannot",
    "refused", "exhausted", "expired", "killed", "unreachable", "timeout", "denied", "lost",
    "corrupt", "corrupted", "unable",
  ]
}
