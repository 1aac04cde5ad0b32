import Diagnosis
import Evidence
import Timeline

/// How the runs of a machine's jobs went, by what systemd logged of them: "did the backup finish?", "how long did
/// the last run take?", "what ran at that time?", "did the nights before take as long?".
struct JobRunAnswer: ActAnswer {
  private enum Wish { case outcome, length, what, others }

  private let wish: Wish
  /// The runs that are meant, the last last; never empty.
  private let runs: [JobRuns.Run]

  /// Nil where no run of a job is asked for, or none was logged.
  init?(_ question: Question, _ file: Case, _ desk: Desk) {
    let words = Stem.words(question.beginning)
    let known = Set(words)
    let window = question.inherited.contains(.window) ? nil : question.scope.window
    guard words.count <= Self.longest,
      let wish = Self.wish(words, known, hasTime: window != nil)
    else { return nil }
    let all = JobRuns(desk.evidence.observations).all
    guard !all.isEmpty else { return nil }
    let asked = words.filter {
      !QuestionWords.stop.contains($0) && !Self.talk.contains($0)
        // "at 2 o'clock"
        && !(window != nil && $0.first?.isNumber == true)
    }
    let named = all.filter { run in
      let told = Set(
        Stem.words("\(run.unit) \(run.start.message) \(run.end.message)").map(Stem.of))
      return !asked.isEmpty && asked.allSatisfy { told.contains(Stem.of($0)) }
    }
    // Unnamed, it is that of the trouble, or the only job there is.
    let onset = file.focus.instant ?? file.incident?.onset
    let near = all.filter { run in
      if let window { return run.window.overlaps(window) }
      return onset.map { run.window.widened(by: Self.slack).contains($0) } ?? false
    }
    let isOnly = Set(all.map(\.unit)).count == 1
    switch wish {
    case .what: runs = asked.isEmpty ? near : []
    case .outcome:
      // "and did it finish ok?": that which was spoken of.
      runs = asked.isEmpty && known.contains("it") ? (near.isEmpty && isOnly ? all : near) : named
    default: runs = !named.isEmpty ? named : asked.isEmpty ? (isOnly ? all : near) : []
    }
    guard !runs.isEmpty else { return nil }
    self.wish = wish
  }

  private static let longest = 14
  /// How far from a run's ends a moment still belongs to it, in milliseconds.
  private static let slack: Int64 = 600_000

  private static func wish(_ words: [String], _ known: Set<String>, hasTime: Bool) -> Wish? {
    guard known.isDisjoint(with: ["why", "pod", "pods", "request", "requests", "trace"]) else {
      return nil
    }
    let isOfNights =
      known.contains("nights") || words.starts(with: ["and", "the", "night", "before"])
      || !known.isDisjoint(with: ["vs", "versus", "compared"]) && known.contains("before")
    if isOfNights {
      return known.isDisjoint(with: ["took", "take", "long", "same", "work", "worked"])
        ? nil : .others
    }
    if ["what", "which"].contains(words.first),
      !known.isDisjoint(with: ["ran", "runs", "running"]),
      hasTime || !known.isDisjoint(with: ["time", "then", "night", "job", "cron", "timer"])
    {
      return .what
    }
    if words.starts(with: ["how", "long"]),
      !known.isDisjoint(with: ["run", "take", "took", "backup", "job"])
    {
      return .length
    }
    if TrendWords.isYesNo(words),
      !known.isDisjoint(with: [
        "finish", "finished", "complete", "completed", "succeed", "succeeded", "work",
      ])
    {
      return .outcome
    }
    return nil
  }

  /// Words of such questions that name no job.
  private static let talk: Set = [
    "finish", "finished", "complete", "completed", "succeed", "succeeded", "work", "worked", "ok",
    "okay", "fine", "run", "runs", "ran", "running", "nights", "time", "same", "about", "job",
    "successfully", "cleanly", "properly", "cron", "timer", "o'clock", "oclock", "o", "clock",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let shown =
      wish == .others || wish == .what ? Array(runs.suffix(Self.most)) : [runs[runs.count - 1]]
    let claims = shown.map { run in
      ObjectWords.cited(
        "\(MarkdownText.name(run.unit)) ran \(TimeText.length(run.window.length)), "
          + report.times.range(run.window), [run.start, run.end], &report)
    }
    let list = ObjectWords.list(claims)
    let lead = wish == .outcome ? "Yes, it finished: " : ""
    report.add(
      .answer, layout: .sentences, [.init(lead + list.text + ".", exhibits: list.exhibits)])
    report.addEvidence()
    report.readByName()
    report.file.focus.instant = shown.last?.window.lowerBound
  }

  /// Runs that are told at most.
  private static let most = 8
}
