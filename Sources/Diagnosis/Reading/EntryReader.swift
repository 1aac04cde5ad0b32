import Evidence
import Timeline

/// Reads entries by the phrases of a table of kinds.
struct EntryReader: Sendable {
  /// The kinds, in the order of the table.
  let kinds: [FaultKind]
  private let matcher: PhraseMatcher

  /// The reader of ``FaultKind/all``, made once.
  static let shared = EntryReader(FaultKind.all)

  init(_ kinds: [FaultKind]) {
    self.kinds = kinds
    matcher = PhraseMatcher(kinds)
  }

  /// Reads an observation of entries; nil for all other measures.
  ///
  /// Samples of one template differ in what stands in its slots, so a few of them are read.
  func reading(of observation: Observation, at index: Int) -> EntryReading? {
    guard case .entries(_, let level) = observation.measure else { return nil }
    var best: EntryReading?
    for position in Self.positions(observation.samples.count) {
      let sample = observation.samples[position]
      let reading = reading(of: sample, level: level ?? sample.level, index, position)
      if let known = best, Self.rank(reading) <= Self.rank(known) { continue }
      best = reading
    }
    return best
  }

  /// The samples that are read: the first, the last and two between.
  private static func positions(_ count: Int) -> [Int] {
    guard count > 4 else { return Array(0..<count) }
    return [0, count / 3, count * 2 / 3, count - 1]
  }

  /// How much a reading tells; of equals the earlier sample is kept.
  private static func rank(_ reading: EntryReading) -> Double {
    reading.severity * RankingModel.gravityOverWeight + (reading.kind?.weight ?? 0)
      + (reading.hasReason ? RankingModel.reasonTieBreak : 0)
  }

  private func reading(
    of sample: Sample, level: Level?, _ index: Int, _ position: Int
  ) -> EntryReading {
    let text = CauseText(sample)
    var told: (kind: Int, detail: String, words: [String], phrase: [String], isReason: Bool)?
    for (number, candidate) in text.candidates.enumerated() {
      let words = MessageWords.split(candidate)
      guard let found = kind(in: words, at: level) else { continue }
      if CopingWords.deny(kinds[found.kind], words) { continue }
      // "Started Network Name Resolution" tells that a unit of that name started, no more.
      if Self.isUnitNews(words, level), ![.change, .recovery].contains(kinds[found.kind].role) {
        continue
      }
      let known = told.map { kinds[$0.kind] }
      // A reason that tells of a state is not outdone by the words before it.
      if let known, !beats(kinds[found.kind], known) { continue }
      told = (found.kind, candidate, words, Array(words[found.words]), number < text.reasons)
    }
    // What a program printed below, where the message itself says nothing of why.
    let isVague = told.map { kinds[$0.kind].id == FaultKind.general } ?? true
    if isVague, level ?? .warning >= .warning {
      for line in text.lines {
        let words = MessageWords.split(line)
        guard let found = kind(in: words, at: level), kinds[found.kind].role == .state else {
          continue
        }
        told = (found.kind, line, words, Array(words[found.words]), false)
        break
      }
    }
    // Words for failing alone do not outdo a reason that says something in words of its own.
    if let vague = told, kinds[vague.kind].id == FaultKind.general, !vague.isReason,
      let reason = text.candidates.prefix(text.reasons).first(where: SymptomWords.saysSomething)
    {
      told = (vague.kind, reason, MessageWords.split(reason), vague.phrase, true)
    }
    let message = text.candidates[text.candidates.count - 1]
    // The head of a trace says that it follows; its last line says of what.
    if let head = told, text.reasons > 0, Self.isHeadOfTrace(head.words),
      let line = text.candidates.prefix(text.reasons).first(where: {
        !Self.isHeadOfTrace(MessageWords.split($0))
      })
    {
      told?.detail = line
    }
    var reading = EntryReading(
      observation: index, level: level, kind: told.map { kinds[$0.kind] }, severity: 0,
      detail: told?.detail ?? text.candidates[0], hasReason: told?.isReason ?? (text.reasons > 0),
      sample: position, phrase: told?.phrase ?? [], words: told?.words ?? [])
    if told != nil { shorten(&reading, level) }
    if reading.role == .consequence { readBesideConsequence(&reading, level) }
    if let status = HTTPStatus.status(in: message) { read(status, of: &reading) }
    reading.severity = Self.severity(level, reading, MessageWords.split(message))
    // A warning with an exception below it is of what was thrown.
    if text.hasException, level == .warning, reading.kind == nil {
      reading.severity = max(reading.severity, RankingModel.failed)
    }
    return reading
  }

  /// Whether what a chain ends in is its reason: it is of the same kind, or a state that is told about
  /// as clearly: "failed to create the sandbox: no more addresses".
  private func isReason(_ deeper: FaultKind, of kind: FaultKind) -> Bool {
    deeper.id == kind.id
      || deeper.role == .state && kind.role == .state
        && kind.weight < RankingModel.certainWeight
        && deeper.weight >= RankingModel.leastTellingWeight
        && deeper.weight + RankingModel.widerTextMargin >= kind.weight
  }

  /// Reads what an error says besides an exit or a retry: that is what it tells of.
  ///
  ///     Forwarding loop detected. Exiting.     → Forwarding loop detected
  ///     insert failed, will retry              → insert failed
  ///     board shutdown: Timer too close        → Timer too close
  private func readBesideConsequence(_ reading: inout EntryReading, _ level: Level?) {
    guard level ?? .error >= .error, let phrase = reading.phrase.first else { return }
    if level == nil, let last = CauseText.suffixes(of: reading.detail).first {
      let words = MessageWords.split(last)
      if !words.contains(phrase), SymptomWords.saysSomething(last) {
        let found = kind(in: words, at: level)
        guard
          found.map({ kinds[$0.kind].role == .state || kinds[$0.kind].role == .symptom }) ?? true
        else { return }
        reading.kind = found.map { kinds[$0.kind] } ?? FaultKind.named(FaultKind.general)
        (reading.detail, reading.words, reading.hasReason) = (last, words, true)
        reading.phrase = found.map { Array(words[$0.words]) } ?? []
        return
      }
    }
    for clause in CauseText.clauses(of: reading.detail) {
      let words = MessageWords.split(clause)
      guard !words.contains(phrase), words.count >= RankingModel.fewestOwnWords - 1 else {
        continue
      }
      let found = kind(in: words, at: level)
      let isTelling = found.map { kinds[$0.kind].role != .consequence } ?? false
      guard isTelling || level == .fatal && words.count >= RankingModel.fewestOwnWords else {
        continue
      }
      reading.kind = found.map { kinds[$0.kind] }
      (reading.detail, reading.words) = (clause, words)
      reading.phrase = found.map { Array(words[$0.words]) } ?? []
      return
    }
  }

  private static func isHeadOfTrace(_ words: [String]) -> Bool {
    words.starts(with: ["traceback", "most", "recent"]) || words.starts(with: ["exception", "in"])
  }

  /// Whether a message says what an init system did to one of its units: what follows is its name.
  private static func isUnitNews(_ words: [String], _ level: Level?) -> Bool {
    guard level ?? .info < .warning, let first = words.first else { return false }
    return unitVerbs.contains(first) || first == "reached" && words.dropFirst().first == "target"
  }

  private static let unitVerbs: Set<String> = [
    "started", "starting", "stopped", "stopping", "reloading", "reloaded", "mounted", "mounting",
    "unmounted", "finished", "created", "activating", "deactivated",
  ]

  /// Whether a kind that a wider text tells of is the better one: only where it says far more.
  private func beats(_ kind: FaultKind, _ known: FaultKind) -> Bool {
    let margin = known.role == .state ? RankingModel.widerTextMargin : 0
    return kind.role != .recovery && precedence(kind) > precedence(known) + margin
  }

  /// Cuts the detail to the last links of its chain that still tell of its kind.
  private func shorten(_ reading: inout EntryReading, _ level: Level?) {
    guard let kind = reading.kind else { return }
    let suffixes = CauseText.suffixes(of: reading.detail)
    if kind.id == FaultKind.general {
      // Nothing more special is known: what the chain ends in is the best there is.
      if let last = suffixes.first, suffixes.count > 1,
        MessageWords.split(last).count >= RankingModel.fewestReasonWords
      {
        reading.detail = last
        reading.words = MessageWords.split(last)
        reading.hasReason = true
      }
      return
    }
    for suffix in suffixes {
      let words = MessageWords.split(suffix)
      guard let found = self.kind(in: words, at: level), isReason(kinds[found.kind], of: kind)
      else { continue }
      reading.kind = kinds[found.kind]
      reading.detail = suffix
      reading.words = words
      reading.phrase = Array(words[found.words])
      return
    }
  }

  /// The kind that words tell of, and where: the weightiest, of equals the first in the table.
  fileprivate func kind(in words: [String], at level: Level?) -> (kind: Int, words: Range<Int>)? {
    var best: PhraseMatcher.Match?
    for match in matcher.matches(in: words) {
      let kind = kinds[match.kind]
      // An error that mentions a change or a recovery ("was changed by another writer") is none.
      if kind.role == .change, level ?? .info >= .warning { continue }
      if kind.role == .recovery, level ?? .info >= .error { continue }
      if Negation.denies(match.words, words, isVague: kind.role == .symptom) { continue }
      guard let known = best else {
        best = match
        continue
      }
      let (a, b) = (precedence(kind), precedence(kinds[known.kind]))
      let isLonger = match.kind == known.kind && match.words.count > known.words.count
      if a > b || a == b && match.kind < known.kind || isLonger { best = match }
    }
    return best.map { ($0.kind, $0.words) }
  }

  /// A recovery says that the fault it names is over; else weight decides, a consequence's last.
  private func precedence(_ kind: FaultKind) -> Double {
    switch kind.role {
    case .recovery: RankingModel.recoveryPrecedence
    case .symptom where kind.id == FaultKind.general: RankingModel.generalPrecedence
    // An exit that names no state is an exit, whatever word for failing stands beside it.
    case .consequence:
      RankingModel.consequencePrecedence + kind.weight * RankingModel.precedenceWithinRole
    case .change: RankingModel.changePrecedence + kind.weight * RankingModel.precedenceWithinRole
    default: kind.weight
    }
  }

  private func read(_ status: Int, of reading: inout EntryReading) {
    let id: String? =
      switch status {
      case 499: "client-gone"
      case 429: "rate-limit"
      case 401, 403: "denied"
      case 500...599: "server-errors"
      default: nil
      }
    reading.kind = id.flatMap(FaultKind.named)
    reading.phrase = reading.kind == nil ? [] : ["\(status)"]
    if reading.kind == nil { reading.words = [] }
  }

  /// How grave an entry is, by its level and what it tells of.
  private static func severity(
    _ level: Level?, _ reading: EntryReading, _ message: [String]
  ) -> Double {
    guard let kind = reading.kind else {
      switch level {
      case .fatal: return RankingModel.fatal
      case .error: return RankingModel.erroneous
      case .warning: return RankingModel.warned
      default: return RankingModel.harmless
      }
    }
    if kind.role == .recovery { return RankingModel.harmless }
    let isState = kind.role == .state && kind.weight >= RankingModel.leastTellingWeight
    let isWell = Negation.saysWell(message)
    switch level {
    case .fatal: return RankingModel.fatal
    case .error: return RankingModel.erroneous
    case .warning:
      if Negation.advises(message) { return RankingModel.warned }
      return isState || kind.role == .symptom ? RankingModel.failed : RankingModel.warned
    case .info, .notice:
      guard isState, !isWell else { return RankingModel.harmless }
      return kind.weight >= RankingModel.leastInfoWeight
        ? RankingModel.failed : RankingModel.mentioned
    case .debug, .trace:
      return isState && !isWell ? RankingModel.mentioned : RankingModel.harmless
    case nil:
      guard kind.role != .change, !isWell else { return RankingModel.harmless }
      if isState { return RankingModel.stated }
      return kind.lacks == .concern ? RankingModel.warned : RankingModel.failed
    }
  }
}

extension EntryReader {
  /// The words of a text that tell of a kind; empty where none do.
  func phrase(in text: String) -> [String] {
    let words = MessageWords.split(text)
    guard let found = kind(in: words, at: .error) else { return [] }
    return Array(words[found.words])
  }
}
