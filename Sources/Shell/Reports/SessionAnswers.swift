import Redaction
import SessionsAPI

/// The answers of a session, for what `/show` takes out of them: evidence by its number, sections by
/// their names.
///
/// Answers with a report are read as values; those of other servers as Markdown.
struct SessionAnswers {
  /// The newest first.
  private let answers: [Answer]

  /// An answer, and the ordinal of its question.
  private struct Answer {
    var turn: Int
    var markdown: String
    var report: Report?

    /// The sections, as values or as headings tell them.
    var sections: [ShownSection] {
      report?.sections.map(ShownSection.init) ?? ShownSection.all(in: markdown)
    }
  }

  /// Takes the answers of a conversation; the last one alone where the conversation does not have it,
  /// as when the archive could not be written.
  ///
  /// No last one is needed where the archive is all there is.
  init(_ messages: [Message], last: String?) {
    var turn = 0
    var answers: [Answer] = []
    for message in messages {
      switch message.role {
      case .user: turn += 1
      case .assistant:
        answers.append(
          Answer(turn: turn, markdown: message.markdownContent, report: message.report))
      }
    }
    // The archive's texts are masked, so that the last one may read otherwise there.
    if let last, case let masked = SecretMask.masked(last),
      !answers.contains(where: { $0.markdown == masked })
    {
      answers.append(Answer(turn: turn, markdown: last, report: nil))
    }
    self.answers = answers.reversed()
  }

  /// The evidence with a number, which is one and the same in all reports of a session; in Markdown
  /// that of the newest answer that has one.
  func evidence(_ number: Int) -> CommandResult? {
    for answer in answers {
      let exhibit = answer.report?.exhibits.first { $0.number == number }
      if let exhibit { return .exhibit(exhibit) }
    }
    for answer in answers where answer.report == nil {
      if let item = EvidenceItem.find(number, in: answer.markdown) { return .answer(item) }
    }
    return nil
  }

  /// The section that is called so, of the newest answer that has one; the heading names the turn
  /// where that is not the last.
  ///
  /// One with this title goes before what newer answers call otherwise: the `Timeline` of an incident
  /// before the `Also` that a later one has of that kind.
  func section(_ name: String) -> CommandResult? {
    let wanted = SectionName(name)
    let titled = find { sections in sections.firstIndex { SectionName($0.title) == wanted } }
    guard let (answer, section) = titled ?? find({ wanted.place(in: $0.map(\.names)) }) else {
      return nil
    }
    let turn = answer.turn == answers[0].turn ? "" : " (turn \(answer.turn))"
    return .answer("## \(section.title)\(turn)\n\n\(section.body)")
  }

  /// The newest answer of whose sections one is chosen, with that.
  private func find(_ choose: ([ShownSection]) -> Int?) -> (Answer, ShownSection)? {
    for answer in answers {
      let sections = answer.sections
      if let place = choose(sections) { return (answer, sections[place]) }
    }
    return nil
  }

  /// The exhibits of all reports, by their numbers.
  var exhibits: [Report.Exhibit] {
    var seen: Set<Int> = []
    return answers.flatMap { $0.report?.exhibits ?? [] }.filter { seen.insert($0.number).inserted }
      .sorted { $0.number < $1.number }
  }

  /// What the sections of all answers may be called by, the newest answer's first, with their titles.
  var sectionNames: [(name: String, title: String)] {
    var seen: Set<String> = []
    return answers.flatMap(\.sections).compactMap { section in
      guard let name = section.names.first?.lowercased(), seen.insert(name).inserted else {
        return nil
      }
      return (name, section.title)
    }
  }

  /// The titles of all sections, the newest answer's first, each once.
  var sections: [String] {
    var seen: Set<String> = []
    return answers.flatMap(\.sections).map(\.title).filter { seen.insert($0).inserted }
  }
}

/// A name of a section as it may be typed: `ruled_out`, `Ruled out`, `ruled`.
private struct SectionName: Hashable {
  private let text: String

  init(_ text: String) {
    self.text = text.lowercased().split { $0 == "_" || $0.isWhitespace }.joined(separator: " ")
  }

  /// The place of the section that has this name, or alone has one that begins so.
  func place(in sections: [[String]]) -> Int? {
    let named = sections.map { $0.map { SectionName($0).text } }
    if let exact = named.firstIndex(where: { $0.contains(text) }) { return exact }
    let begun = named.indices.filter { named[$0].contains { $0.hasPrefix(text) } }
    return begun.count == 1 ? begun[0] : nil
  }
}
