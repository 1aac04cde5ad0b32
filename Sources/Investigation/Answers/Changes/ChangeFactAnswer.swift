import Diagnosis
import Evidence
import Timeline

/// What recorded changes say of themselves: "which commit was that, and whose?", "who turned the flag on,
/// and when?", "which version was it before?", "was it rolled back?".
struct ChangeFactAnswer: ActAnswer {
  private enum Wish { case commit, doer, versions, undone }

  private let wish: Wish
  private let records: [ChangeRecord]
  /// The change that is meant.
  private let meant: ChangeRecord

  /// Nil where no such fact is asked for, or no recorded change tells it.
  init?(_ question: Question, _ file: Case, _ desk: Desk) {
    guard let diagnosis = file.diagnosis, question.statement == nil else { return nil }
    let words = Stem.words(question.beginning)
    guard words.count <= Self.longest, !words.contains("why"),
      let wish = Self.wish(words),
      desk.evidence.observations.contains(where: { observation in
        guard case .change = observation.measure else { return false }
        return true
      })
    else { return nil }
    self.wish = wish
    let all = ChangeRecord.all(desk)
    let own = all.filter { question.scope.services.contains($0.finding.service) }
    let tokens = ObjectChoice.tokens(question.beginning)
    let named = all.filter { tokens.contains($0.finding.service.lowercased()) }
    // Of what the question names; a release where none is tied to the cause is of what the conversation is about.
    let tied = diagnosis.tiedChange.flatMap(diagnosis.finding)
    let isOfCause =
      tied?.service == diagnosis.leading?.service
      && all.contains { $0.sample.reference == tied?.samples.first?.reference }
    let isOfRelease = words.contains(where: Self.releasing.contains)
    let meantRecords = !named.isEmpty ? named : isOfCause || !isOfRelease ? [] : own
    records = meantRecords.isEmpty ? all : meantRecords
    let choice = ChangeChoice(
      records: records, words: words, diagnosis: diagnosis, file: file, desk: desk)
    let found: ChangeRecord?
    switch wish {
    case .commit: found = choice.commit
    case .doer: found = choice.done
    case .versions:
      found =
        choice.brought.flatMap { $0.version == nil ? nil : $0 }
        ?? (meantRecords.isEmpty ? nil : records.last { $0.version != nil })
    case .undone: found = choice.undoing
    }
    guard let found else { return nil }
    if wish == .doer, found.actor == nil { return nil }
    meant = found
  }

  private static let releasing: Set = ["deployed", "released", "shipped", "rolled", "version"]
  /// Words of such a question, and of one that asks of what was spoken of last: "and by whom?".
  private static let longest = 14
  private static let shortest = 4

  private static func wish(_ words: [String]) -> Wish? {
    let known = Set(words)
    let asks = !known.isDisjoint(with: ["which", "what", "whose", "who"])
    if known.contains("who"), known.contains("version"), !known.isDisjoint(with: doing) {
      return .doer
    }
    if asks, !known.isDisjoint(with: ["commit", "commits", "revision", "sha", "pr"]) {
      return .commit
    }
    if ChangeChoice.undoes(words), TrendWords.isYesNo(words), !known.contains("should") {
      return .undone
    }
    if asks, !known.isDisjoint(with: ["version", "versions"]),
      !known.isDisjoint(with: [
        "before", "now", "old", "new", "previous", "previously", "brought", "introduced", "broke",
        "came", "shipped", "deployed", "released", "rolled",
      ]),
      known.isDisjoint(with: [
        "serve", "serving", "pods", "print", "printed", "log", "logged", "say", "said", "write",
        "wrote",
      ])
    {
      return .versions
    }
    if known.isSuperset(of: ["by", "whom"]), words.count <= Self.shortest { return .doer }
    if let who = words.firstIndex(where: { ["who", "whose"].contains($0) }) {
      let rest = words[(who + 1)...]
      let isWhose =
        words[who] == "whose"
        && rest.contains(where: ["change", "deploy", "release", "flag"].contains)
      if isWhose || rest.contains(where: doing.contains) { return .doer }
    }
    return nil
  }

  private static let doing: Set<String> = [
    "changed", "change", "switched", "turned", "enabled", "disabled", "deployed", "released",
    "rolled",
    "opened", "closed", "removed", "deleted", "delete", "dropped", "set", "rotated", "reverted",
    "undid",
    "put", "merged", "applied", "edited", "updated", "revoked", "created", "added", "scaled",
    "raised",
    "lowered", "restored", "did", "made", "shipped", "worked",
  ]

  func write(
    _ question: Question, _ desk: Desk, into report: inout ReportBuilder
  ) async throws {
    let number = report.cite(meant.finding)
    report.add(.answer, layout: .sentences, sentences(number, &report))
    let others = records.filter { $0.isOfSame(as: meant) && $0.sample != meant.sample }
    report.add(
      .change, title: "Other changes of the same",
      ChangesAnswer.rows(others.suffix(Self.mostOthers).map(\.finding), &report))
    report.addEvidence()
    report.file.focus.instant = meant.time
  }

  /// Lines of a patch that are told.
  private static let mostDifferences = 4
  /// Other changes that are listed.
  private static let mostOthers = 10

  private func sentences(_ number: Int, _ report: inout ReportBuilder) -> [Report.Claim] {
    let time = meant.time.map { " at \(report.times.full($0))" } ?? ""
    let name = MarkdownText.name(meant.finding.service)
    let note = meant.note.map { ", for \(MarkdownText.code($0))" } ?? ""
    let told = "\(meant.finding.told(report, number)) [\(number)]\(note)"
    var numbers = [number]
    func mark(_ sample: Sample?) -> String {
      guard let sample else { return "" }
      let own = report.cite(sample)
      guard !numbers.contains(own) else { return "" }
      numbers.append(own)
      return " [\(own)]"
    }
    let actor = meant.actor
    let by = actor.map { " by \(MarkdownText.name($0.name))\(mark($0.sample))" } ?? ""
    let ticket = meant.ticket.map { ", \(MarkdownText.code($0))" } ?? ""
    var text: String
    switch wish {
    case .commit:
      let commit = meant.commit
      let id =
        commit.map { "\(MarkdownText.code($0.id))\(mark($0.sample))" } ?? "one without a hash"
      text = "Commit \(id) of \(name)\(by)\(time)\(ticket): \(told)."
      let lines = meant.differences.prefix(Self.mostDifferences).map {
        "\(ObjectWords.value($0.text))\(mark($0.sample))"
      }
      if !lines.isEmpty { text += " Its patch: \(Counting.list(Array(lines)))." }
    case .doer:
      text = "\(MarkdownText.name(actor?.name ?? ""))\(mark(actor?.sample)), in \(name)\(time)"
      if let commit = meant.commit { text += ", commit \(MarkdownText.code(commit.id))" }
      text += "\(ticket): \(told)."
    case .undone:
      text = "Yes: \(name) was changed again\(time)\(by)\(ticket): \(told)."
      if let version = meant.version, !told.contains(version) {
        text += " It is \(ObjectWords.value(version)) since then."
      }
    case .versions:
      let before = meant.previous ?? earlier?.version
      text =
        before.map { "\(name) was \(ObjectWords.value($0)) before, and is " } ?? "\(name) is "
      text += "\(ObjectWords.value(meant.version ?? "")) since the change\(time)\(by): \(told)."
      if let later, let version = later.version, version != meant.version {
        let own = report.cite(later.finding)
        let at = later.time.map { " at \(report.times.full($0))" } ?? ""
        text += " It was changed again\(at), to \(ObjectWords.value(version)) [\(own)]."
        numbers.append(own)
      }
    }
    return [.init(text, exhibits: numbers)]
  }

  /// The changes of the same thing next to the one that is meant.
  private var earlier: ChangeRecord? {
    records.last { $0.isOfSame(as: meant) && $0.isBefore(meant) && $0.version != nil }
  }
  private var later: ChangeRecord? {
    records.last { $0.isOfSame(as: meant) && meant.isBefore($0) && $0.version != nil }
  }
}

extension ChangeRecord {
  /// Whether it was made earlier than another.
  func isBefore(_ other: ChangeRecord) -> Bool {
    guard let time, let its = other.time else { return sample.reference < other.sample.reference }
    return time < its
  }
}
