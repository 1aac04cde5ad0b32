import Diagnosis
import Evidence
import Timeline

/// When something went well last: "when did the last mail get out ok?", "when was the last good backup before
/// that?", "last successful login?".
///
/// Of the messages that tell of what is asked about, the one that says that it was done: `status=sent`,
/// `DB saved on disk`, `done: 0.26 s`.
struct LastSuccessAnswer: SoughtAnswer {
  private let sample: Sample
  /// Whether it is the last before the trouble began, which is then told as well.
  private let onset: Instant?

  /// The question's words for a success, and what they leave.
  private static let asked: Set<String> = [
    "ok", "okay", "good", "successful", "successfully", "succeed", "succeeded", "success", "worked",
    "fine", "clean", "working", "normally",
  ]
  /// What messages of something that went well say.
  private static let done: Set<String> = [
    "sent", "done", "saved", "success", "successful", "successfully", "succeeded", "succeed",
    "completed", "complete", "completes", "finished", "established", "initiated", "accepted",
    "delivered", "ok", "renewed", "written", "stored", "uploaded", "exported", "synced",
    "replicated", "passed", "committed", "granted", "opened",
  ]
  /// What others say.
  private static let undone = Set(
    [
      "not", "cannot", "can't", "couldn't", "unable", "denied", "refused", "deferred", "timeout",
      "expired", "bounced", "rejected", "invalid", "without", "no", "retry", "skipped",
    ] + ["fail", "failed", "failing", "error", "failure", "abort"])

  /// Nil where a question asks for no last success, or no message tells of one.
  ///
  /// - Throws: `CancellationError`.
  static func of(_ question: Question, _ file: Case, _ desk: Desk) async throws
    -> LastSuccessAnswer?
  {
    let words = Stem.words(question.beginning)
    guard !desk.hasNoEntries, words.prefix(mostBefore).contains(where: ["when", "last"].contains),
      let last = words.firstIndex(where: ["last", "latest"].contains),
      words[last...].contains(where: asked.contains)
        || words[..<last].contains("did")
          && words.contains(where: asked.contains)
    else { return nil }
    let content = Set(
      words.filter {
        !QuestionWords.stop.contains($0) && !asked.contains($0) && !["last", "latest"].contains($0)
      }.map(Stem.of))
    let cause = file.diagnosis?.leading
    let isBefore = words[last...].contains { ["before", "until", "till"].contains($0) }
    let found = desk.evidence.observations.compactMap { observation -> (Observation, Int)? in
      guard case .entries = observation.measure, let sample = observation.samples.last else {
        return nil
      }
      let text = Set(Stem.words(sample.message))
      guard !text.isDisjoint(with: done), text.isDisjoint(with: undone) else { return nil }
      let stems = Set((Array(text) + Stem.words(sample.service)).map(Stem.of))
      let shared = content.count { word in
        Stem.related(word).contains { related in
          stems.contains(related)
            || related.count >= shortest && stems.contains { $0.hasPrefix(related) }
        }
      }
      // What the service does that failed is asked about, where the words leave it open.
      let isOwn = observation.service == cause?.service
      guard shared > 0 || isOwn else { return nil }
      return (observation, 2 * shared + (isOwn ? 1 : 0))
    }
    let most = found.map(\.1).max() ?? 0
    let best = found.filter { $0.1 == most }.map(\.0)
    guard !best.isEmpty else { return nil }
    let onset = isBefore ? file.diagnosis?.onset : nil
    var latest: Sample?
    for observation in best.prefix(mostMessages) {
      guard let sample = try await latestEntry(of: observation, before: onset, question, desk)
      else { continue }
      if let known = latest, !Sample.isEarlier(known, sample) { continue }
      latest = sample
    }
    return latest.map { LastSuccessAnswer(sample: $0, onset: onset) }
  }

  /// Words before the last one that is asked for.
  private static let mostBefore = 3
  /// Messages of which the last entry is sought.
  private static let mostMessages = 8
  /// The shortest stem that may begin a longer word: `mail` of `mailer`.
  private static let shortest = 4

  /// The last entry of a message that is kept or found.
  private static func latestEntry(
    of observation: Observation, before onset: Instant?, _ question: Question, _ desk: Desk
  ) async throws -> Sample? {
    guard case .entries(let template, _) = observation.measure else { return nil }
    var scope = Scope()
    scope.services = [observation.service]
    scope.terms = Subject.terms(ofTemplate: template, as: observation.samples.last?.text)
    // Entries of one message may tell of a success or of none: `status=sent`, `status=deferred`.
    scope.terms.append(Scope.Term(done.sorted(), isWholeWord: true))
    scope.window = question.inherited.contains(.window) ? nil : question.scope.window
    if let onset {
      scope.window = TimeWindow(from: scope.window?.lowerBound ?? .earliest, through: onset)
    }
    let list = try await desk.evidence.samples(scope, order: .latest, limit: looked)
    return list.samples.last { sample in
      let text = Set(Stem.words(sample.message))
      return !text.isDisjoint(with: done) && text.isDisjoint(with: undone)
    }
  }

  /// The last entries that are looked through for one that went well.
  private static let looked = 200

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let number = report.cite(sample)
    let time = sample.time.map { " was at \(report.times.full($0.instant))" } ?? " carries no time"
    var text = "The last entry that tells of it going well\(time)"
    if let onset, let own = sample.time?.instant {
      text += ", \(TimeText.length(onset.distance(from: own))) before the trouble began"
    }
    text += ": \(report.quote(number)) of \(MarkdownText.name(sample.service)) [\(number)]."
    report.add(.answer, layout: .sentences, [.init(text, exhibits: [number])])
    report.addEvidence()
  }
}
