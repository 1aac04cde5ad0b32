import Diagnosis
import Evidence
import Timeline

/// The message that a question of plain words is about: "how many invites failed because of that?".
///
/// People name an entry by what it is about, by that it failed, and by what was said before, seldom
/// by its words. So each message of the evidence has a weight of all three, and the heaviest is
/// meant; the next ones stand beside it, for who meant another.
struct MeantMessages: Sendable {
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
  static func of(_ question: Question, _ desk: Desk, _ report: inout ReportBuilder)
    -> MeantMessages?
  {
    let spoken = QuestionWeights(question, report.file)
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
    return MeantMessages(
      candidates: sorted, unknown: spoken.words.map(\.word).filter { !known.contains($0) })
  }
}

extension MeantMessages {
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

extension MeantMessages.Candidate {
  var template: String {
    guard case .entries(let template, _) = observation.measure else { return "" }
    return template
  }

  /// Whether it says the same as another of its service: most of its words, and as many of the
  /// question's.
  fileprivate func isForm(of other: MeantMessages.Candidate) -> Bool {
    guard observation.service == other.observation.service, named == other.named else {
      return false
    }
    let common = Template.words(Template.common(template, other.template)).count
    return common * 5 >= 3
      * max(Template.words(template).count, Template.words(other.template).count)
  }
}

extension Observation {
  /// Whether its entries are warnings or graver; of what states no level, whether its words tell of a
  /// failure.
  var tellsOfFailure: Bool {
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
