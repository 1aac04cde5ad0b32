import SessionsAPI

/// What a session comes to, for who was not there: its parts in the order in which a post-mortem is
/// read, then all that was asked and answered.
///
/// Answers with a report are read as values; those of other servers by the headings of their Markdown.
struct PostMortem {
  /// The session, with its secrets masked already.
  let session: Session
  let turns: [Turn]
  /// All evidence that was cited, by its number.
  let exhibits: [Report.Exhibit]
  /// The parts that some answer has something to say of.
  let parts: [Part]
  /// The numbers of the exhibits that the summary rests on, in its order.
  let deciding: [Int]
  /// The numbers of the exhibits that its timeline names.
  let timeline: Set<Int>

  /// A question with its answer, where it has one.
  struct Turn {
    /// Its place, from 1.
    var number: Int
    var question: Message
    var answer: Message?
  }

  /// A heading with what stands below it, in one piece or under headings of their own.
  struct Part {
    var kind: Kind
    var blocks: [Block]
  }

  /// Markdown under a title; an empty title stands for the part's own.
  struct Block {
    var title: String
    var body: String
  }

  /// The parts, in their order.
  enum Kind: String, CaseIterable {
    case summary, impact, timeline, cause
    case ruledOut = "ruled-out"
    case nextSteps = "next-steps"
    case said
    case notSeen = "not-seen"

    /// The heading.
    var title: String {
      switch self {
      case .summary: "Summary"
      case .impact: "Impact"
      case .timeline: "Timeline"
      case .cause: "Cause"
      case .ruledOut: "Ruled out"
      case .nextSteps: "Next steps"
      case .said: "What people said"
      case .notSeen: "Not seen"
      }
    }

    /// The sections of an answer that it is made of.
    var sections: [String] {
      switch self {
      case .summary: ["answer"]
      case .impact: ["impact"]
      case .timeline: ["timeline"]
      case .cause: ["confidence", "change", "path", "suspects"]
      case .ruledOut: ["ruled_out"]
      case .nextSteps: ["next_checks"]
      case .said: ["you_said"]
      case .notSeen: ["not_seen"]
      }
    }
  }
}

extension PostMortem {
  /// Reads a session.
  init(_ session: Session) {
    self.session = session
    turns = Self.turns(of: session.messages ?? [])
    var seen: Set<Int> = []
    exhibits = (session.messages ?? []).flatMap { $0.report?.exhibits ?? [] }
      .filter { seen.insert($0.number).inserted }.sorted { $0.number < $1.number }
    let answers = turns.compactMap(\.answer).reversed().map(Answer.init)
    let lead = Self.lead(of: answers)
    deciding = lead?.cited(by: "answer") ?? []
    let teller = ([lead].compactMap { $0 } + answers).first { $0.section("timeline") != nil }
    timeline = Set(teller?.cited(by: "timeline") ?? [])
    parts = Kind.allCases.compactMap { Self.part($0, lead: lead, answers: answers) }
  }

  /// The name of the session.
  var title: String { (session.title ?? session.input).oneLine }

  /// Where the evidence of a number stands on a page.
  static func anchor(_ number: Int) -> String { "exhibit-\(number)" }

  private static func turns(of messages: [Message]) -> [Turn] {
    var turns: [Turn] = []
    for message in messages {
      switch message.role {
      case .user: turns.append(Turn(number: turns.count + 1, question: message))
      case .assistant:
        guard let last = turns.indices.last, turns[last].answer == nil else { continue }
        turns[last].answer = message
      }
    }
    return turns
  }

  /// The answer that a post-mortem is about: the newest that names a cause and tells its course, else
  /// that names one, else that weighs suspects, else that has an answer in it.
  private static func lead(of newest: [Answer]) -> Answer? {
    let wanted = [
      ["confidence", "timeline"], ["confidence", "suspects"], ["confidence"], ["suspects"],
      ["answer"],
    ]
    for kinds in wanted {
      let found = newest.first { answer in kinds.allSatisfy { answer.section($0) != nil } }
      if let found { return found }
    }
    return nil
  }

  /// A part, of the leading answer; what that does not tell, of the newest that does.
  private static func part(_ kind: Kind, lead: Answer?, answers: [Answer]) -> Part? {
    if kind == .summary { return summary(lead: lead, answers: answers) }
    // What people said is told in full by the newest; the cause is told by one answer alone.
    let order = kind == .said ? answers : [lead].compactMap { $0 } + answers
    let from = kind == .cause ? Array(order.prefix(1)) : order
    let teller = from.first { answer in kind.sections.contains { answer.section($0) != nil } }
    let found = kind.sections.compactMap { teller?.section($0) }
    guard !found.isEmpty else { return nil }
    return Part(
      kind: kind,
      blocks: found.map { Block(title: kind.sections.count > 1 ? $0.title : "", body: $0.body) })
  }

  /// What the leading answer says, and what was judged after it; of a server whose answers have no
  /// sections, the last of them.
  private static func summary(lead: Answer?, answers: [Answer]) -> Part? {
    guard let lead, let answer = lead.section("answer") else {
      return answers.first.map {
        Part(kind: .summary, blocks: [Block(title: "", body: $0.message.markdownContent)])
      }
    }
    var blocks = [Block(title: "", body: answer.body)]
    let later = answers.prefix { $0.message.id != lead.message.id }
      .first { $0.section("confidence") != nil }
    if let later, let answer = later.section("answer") {
      blocks.append(Block(title: "Judged later", body: answer.body))
    }
    return Part(kind: .summary, blocks: blocks)
  }

  /// An answer by its sections.
  private struct Answer {
    let message: Message
    let sections: [ShownSection]

    init(_ message: Message) {
      self.message = message
      let told = ShownSection.all(in: message.markdownContent)
      sections =
        message.report?.sections.map(ShownSection.init).map { section in
          // The Markdown says the same, with its sentences and lists laid out.
          var section = section
          if let same = told.first(where: { $0.title == section.title }) {
            section.body = same.body
          }
          return section
        } ?? told
    }

    /// The section of a kind, which a server without reports calls by its title.
    func section(_ kind: String) -> ShownSection? {
      sections.first { section in
        section.names.contains {
          $0.lowercased().split { $0 == " " || $0 == "_" }.joined(separator: "_") == kind
        }
      }
    }

    /// The exhibits that a section rests on, in its order.
    func cited(by kind: String) -> [Int] {
      var seen: Set<Int> = []
      let claims = message.report?.sections.first { $0.kind.rawValue == kind }?.claims ?? []
      return claims.flatMap(\.exhibits).filter { seen.insert($0).inserted }
    }
  }
}
