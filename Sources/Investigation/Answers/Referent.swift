import Diagnosis
import Evidence
import Timeline

/// The message that a question of plain words is about: "how many invites failed because of that?".
///
/// People name an entry by what it is about, by that it failed, and by what was said before, seldom
/// by its words. So each message of the evidence has a weight of all three, and the heaviest is
/// meant; the next ones stand beside it, for who meant another.
struct Referent: Sendable {
  /// A message with what speaks for it.
  struct Candidate: Sendable {
    var observation: Observation
    /// The words of the question that it has.
    var words: [String]
    /// How many of them name a thing.
    var named: Int
    var weight: Double
    /// The finding it is of, where it is of one.
    var finding: Finding?
  }

  /// The heaviest first; never empty.
  let candidates: [Candidate]
  /// The words of the question that no message has.
  let unknown: [String]

  /// What a word for failing adds where a message tells of a failure, and takes where it does not.
  private static let (failing, notFailing) = (1.0, -2.0)
  /// What the words add that name the thing, if a message has all of them.
  private static let named = 2.0
  /// What the incident adds: its cause, another part of it, any finding; and what was cited last.
  private static let (cause, part, found, cited) = (0.6, 0.4, 0.2, 0.3)
  /// How much more the incident counts where the question makes it the reason: "failed because of it".
  private static let reason = 4.0
  /// What the service adds that the question names.
  private static let asked = 1.5
  /// Candidates that an answer may look at.
  private static let most = 40

  /// What a question names in plain words; nil where neither its words nor a failure point to any.
  static func of(_ question: Question, _ desk: Desk, _ report: inout ReportBuilder) -> Referent? {
    let spoken = Spoken(question, report.file)
    let diagnosis = report.file.diagnosis
    let parts = diagnosis.map(IncidentFindings.of) ?? []
    let cited = Set(
      report.file.focus.exhibits.compactMap { report.exhibit($0)?.sample.reference })
    var candidates: [Candidate] = []
    for match in desk.relevance.weighed(spoken.words) {
      let observation = match.observation
      guard case .entries(let template, _) = observation.measure else { continue }
      let finding = diagnosis?.findings.first {
        $0.service == observation.service && $0.template == template
      }
      var weight = Self.named * match.score
      if spoken.isOfFailing {
        let fails = observation.tellsOfFailure || finding?.isFailure == true
        weight += fails ? Self.failing : Self.notFailing
      }
      if let finding, finding.isFailure {
        let place = parts.firstIndex { $0.template == template && $0.service == finding.service }
        let own = place.map { $0 == 0 ? Self.cause : Self.part } ?? Self.found
        weight += spoken.isOfReason && place != nil ? Self.reason * own : own
      }
      if observation.samples.contains(where: { cited.contains($0.reference) }) {
        weight += Self.cited
      }
      if spoken.services.contains(observation.service) { weight += Self.asked }
      candidates.append(
        Candidate(
          observation: observation, words: match.words,
          named: match.words.count(where: spoken.named.contains), weight: weight, finding: finding))
    }
    let sorted = candidates.enumerated().sorted {
      ($0.element.weight, $1.offset) > ($1.element.weight, $0.offset)
    }.prefix(most).map(\.element)
    guard let best = sorted.first, !best.words.isEmpty || spoken.isOfFailing else { return nil }
    let known = Set(desk.relevance.known(spoken.words.map(\.word)))
    return Referent(
      candidates: sorted, unknown: spoken.words.map(\.word).filter { !known.contains($0) })
  }
}

extension Referent {
  /// A message in all its forms: those of the same service that say the same with other names.
  struct Message: Sendable {
    var scope: Scope
    /// What all its forms have in common.
    var template: String
    var total: Int
    var candidate: Candidate
  }

  /// The messages that have entries in a window, the heaviest first; forms of one are one.
  func messages(in asked: Scope, _ desk: Desk) async throws -> [Message] {
    var messages: [Message] = []
    var rest = candidates
    while let first = rest.first, messages.count < Self.mostMessages {
      rest.removeFirst()
      let forms = rest.filter { $0.isForm(of: first) }
      let every = forms.reduce(first.template) { Template.common($0, $1.template) }
      let expected = forms.reduce(first.observation.count) { $0 + $1.observation.count }
      var scope = Scope()
      (scope.services, scope.hosts, scope.window) = (
        [first.observation.service], asked.hosts, asked.window
      )
      let sample = first.observation.samples[0].text
      scope.terms = Subject.terms(ofTemplate: every, as: forms.isEmpty ? sample : nil)
      var total = try await desk.count(scope)
      var template = every
      if !forms.isEmpty, scope.terms.isEmpty || total * 10 > expected * 11 {
        template = first.template
        // What they have in common, others have, too.
        scope.terms = Subject.terms(ofTemplate: first.template, as: sample)
        total = try await desk.count(scope)
      } else {
        rest.removeAll { $0.isForm(of: first) }
      }
      if total > 0 {
        messages.append(Message(scope: scope, template: template, total: total, candidate: first))
      }
    }
    return messages
  }

  /// Messages that an answer tells of.
  private static let mostMessages = 4
}

extension Referent.Candidate {
  var template: String {
    guard case .entries(let template, _) = observation.measure else { return "" }
    return template
  }

  /// Whether it says the same as another of its service: most of its words, and as many of the
  /// question's.
  fileprivate func isForm(of other: Referent.Candidate) -> Bool {
    guard observation.service == other.observation.service, named == other.named else {
      return false
    }
    let common = Template.words(Template.common(template, other.template)).count
    return common * 5 >= 3
      * max(Template.words(template).count, Template.words(other.template).count)
  }
}

/// Message templates as rows of words.
enum Template {
  /// Words of which the longest templates are compared.
  private static let most = 60

  /// The words of a template that are the same in every entry.
  static func words(_ template: String) -> [Substring] {
    template.split(separator: " ").filter { $0 != "<*>" }
  }

  /// What two templates have in common, in order, with a blank wherever they differ: their longest
  /// common subsequence of words.
  static func common(_ a: String, _ b: String) -> String {
    let (a, b) = (a.split(separator: " ").prefix(most), b.split(separator: " ").prefix(most))
    guard a != b else { return a.joined(separator: " ") }
    var lengths = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        lengths[i][j] =
          a[i] == b[j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
      }
    }
    var (i, j) = (0, 0)
    var words: [Substring] = []
    func blank() { if words.last != "<*>" { words.append("<*>") } }
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        if a[i] == "<*>" { blank() } else { words.append(a[i]) }
        (i, j) = (i + 1, j + 1)
      } else {
        blank()
        if lengths[i + 1][j] >= lengths[i][j + 1] { i += 1 } else { j += 1 }
      }
    }
    if i < a.count || j < b.count { blank() }
    return words.joined(separator: " ")
  }
}

extension Subject {
  /// The entries of the message that a question is about by its words, its failure and the case; nil
  /// where nothing points to any.
  static func meant(
    _ question: Question, _ desk: Desk, _ report: inout ReportBuilder
  ) async throws -> Subject? {
    guard let referent = Referent.of(question, desk, &report) else { return nil }
    let messages = try await referent.messages(in: question.scope, desk)
    guard let first = messages.first else { return nil }
    let (candidate, isWhole) = (first.candidate, first.scope.window == nil)
    let number =
      candidate.finding.map { report.cite($0) }
      ?? report.cite(candidate.observation.samples[0], count: isWhole ? first.total : 1)
    return Subject(
      scope: first.scope, total: first.total,
      label: label(of: first.scope.services[0], like: number),
      isNearest: candidate.finding == nil, dropped: referent.unknown, finding: candidate.finding,
      message: first, rivals: Array(messages.dropFirst()))
  }
}

extension Subject {
  /// How often the other messages were logged that may be meant, with the first and the last time.
  func rivalRows(_ desk: Desk, _ report: inout ReportBuilder) async throws -> [Report.Claim] {
    var rows: [Report.Claim] = []
    for rival in rivals {
      let found = try await AggregateTool.call(Aggregate(scope: rival.scope, by: .service), desk)
      guard let group = found.groups.first else { continue }
      let number = report.cite(group.first, count: group.count)
      let span = CountAnswer.span(group.first, group.last, report.times)
      rows.append(
        .init(
          "\(report.quote(number)) of \(MarkdownText.name(group.first.service)): "
            + "\(Counting.times(group.count)), \(span)", exhibits: [number]))
    }
    return rows
  }
}

/// The words of a question by what they tell of its subject.
struct Spoken {
  var words: [(word: String, weight: Double)] = []
  /// Those of ``words`` that name a thing.
  var named: Set<String> = []
  var isOfFailing = false
  /// Whether what was said is the reason of what is asked for.
  var isOfReason = false
  var services: [String] = []

  init(_ question: Question, _ file: Case) {
    services = question.inherited.contains(.subject) ? [] : question.scope.services
    let names = Set(question.scope.services.flatMap(Stem.words))
    let content = Set(
      question.words.flatMap(Stem.words)
        + question.scope.terms.compactMap(\.alternatives.first).flatMap(Stem.words))
    var seen: Set<String> = []
    let spoken = Stem.words(question.beginning)
    isOfReason = spoken.contains { ["because", "reason", "due", "therefore"].contains($0) }
    for word in spoken where seen.insert(Stem.of(word)).inserted {
      guard !names.contains(word) else { continue }
      if FailingWords.tell(word) || Self.hit.contains(word) { isOfFailing = true }
      if content.contains(word) {
        words.append((word, FailingWords.tell(word) ? Self.ofFailing : 1))
        named.insert(word)
      } else if !Self.grammar.contains(word), word.contains(where: \.isLetter) {
        words.append((word, Self.aside))
      }
    }
    if named.isEmpty, question.pointsBack,
      let cause = file.diagnosis.flatMap(Subject.incidentFinding)
    {
      // "how many of those did the apiserver log?": what it says in the words of what was said.
      isOfFailing = true
      for word in Set(Stem.words(cause.detail)).sorted() where word.contains(where: \.isLetter) {
        words.append((word, 1))
      }
    }
  }

  /// Whether a question says that something fails, refuses or breaks, or points back to what did.
  static func speaksOfFailing(_ question: Question) -> Bool {
    guard question.aspect != .share, question.aspect != .top else { return false }
    let words = Stem.words(question.beginning)
    if words.contains(where: FailingWords.isLevel) { return false }
    return words.contains(where: FailingWords.tell)
      || question.act == .count && question.pointsBack && question.words.isEmpty
        && !question.scope.services.isEmpty && !question.inherited.contains(.subject)
  }

  private static let hit: Set = ["hit", "affected", "impacted"]
  private static let ofFailing = 0.5
  private static let aside = 0.3
  /// Words that are of the question, never of a message.
  private static let grammar = QuestionWords.words(
    """
    a an the this that these those it its they them their he she him her his we us our you your i me my \
    who whom whose which what when where why how many much often long is are was were be been being am \
    do does did done have has had having will would can could shall should may might must of in on at by \
    for from to with without into onto over under about as and or but not no nor so than then there here \
    if because due since until before after during while again all any both each few more most other some \
    such only own same too very just also now ever every exactly please show list give tell me count \
    number total times time first last latest earliest different distinct
    """)
}

extension Question {
  /// Whether it names nothing by its looks: no status, field, value or quoted phrase.
  var isOfPlainWords: Bool {
    !isOfRequests && scope.statuses.isEmpty && scope.fields.isEmpty && exhibits.isEmpty
      && scope.loggers.isEmpty && scope.excludedTerms.isEmpty
      && !scope.terms.contains(where: \.isValue)
  }

  /// Whether it speaks of what was said: "of those", "like that".
  var pointsBack: Bool {
    Stem.words(beginning).contains {
      ["those", "these", "them", "they", "that", "it"].contains($0)
    }
  }
}

extension Observation {
  /// Whether its entries are warnings or graver; of what states no level, whether its words tell of a
  /// failure.
  fileprivate var tellsOfFailure: Bool {
    guard case .entries(let template, let level) = measure else { return false }
    if let level { return level >= .warning }
    let words = Stem.words(template)
    return words.contains(where: FailingWords.tell) && !words.contains("0")
  }
}

extension Finding {
  /// Whether it is something that went wrong.
  fileprivate var isFailure: Bool { role != .change && role != .recovery }
}
