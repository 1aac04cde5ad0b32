import Evidence
import Timeline

/// Whether what was spoken of lies before or after a moment: its beginning, or any of it.
extension ActChooser {
  /// "did that start with the release at 18:41?", "were there any before that deploy?".
  ///
  /// - Returns: Whether the question asks so, and is filled.
  func chooseBeforeOrAfter(_ question: inout Question) -> Bool {
    guard conversation.hasBegun, let window = question.scope.window, isYesOrNo else { return false }
    if asksForAny {
      guard let last = conversation.context.focus.act, Self.lists.contains(last) else {
        return false
      }
      conversation.inheritScope(&question)
      guard question.inherited.contains(.scope) else { return false }
      (question.act, question.aspect) = (.count, .exists)
      (question.scope.window, question.otherScope) = (window, nil)
      question.inherited.remove(.window)
      return true
    }
    guard asksForBeginning, question.scope.services.isEmpty || !question.inherited.isEmpty else {
      return false
    }
    // "before 18:41" is asked of 18:41.
    let isBefore = window.lowerBound == .earliest
    question.instant = isBefore ? window.upperBound.advanced(by: 1) : window.lowerBound
    question.form.order = nil
    (question.act, question.aspect) = (.state, .since)
    if question.scope.services.isEmpty {
      let isOfList = conversation.context.focus.act.map(Self.lists.contains) == true
      if isOfList, !conversation.isOfIncident {
        conversation.inheritScope(&question)
      } else {
        conversation.inheritSubject(&question)
      }
    }
    (question.scope.window, question.otherScope) = (nil, nil)
    (question.words, question.exhibits) = ([], [])
    return true
  }

  private static let lists: Set<Act> = [.lines, .count, .number]

  private var words: [String] { draft.sentence.tokens.map(\.text) }

  private var isYesOrNo: Bool {
    let openings = ["did", "does", "has", "have", "was", "were", "is", "so", "and", "but"]
    return openings.contains(words.first ?? "")
      && Set(words).isDisjoint(with: ["when", "what", "why", "who", "which", "how", "again"])
  }

  /// "were there any before", "was there one after 10:05": of what was listed.
  private var asksForAny: Bool {
    let rest = Array(words.drop { ["and", "so", "but"].contains($0) })
    return ["were", "was", "is", "are"].contains(rest.first ?? "")
      && rest.dropFirst().first == "there"
      && ["any", "some", "one", "more", "none"].contains(rest.dropFirst(2).first ?? "")
      && ["before", "after", "since", "already", "of", "between", "until", "earlier"].contains(
        rest.dropFirst(3).first ?? "")
  }

  private var asksForBeginning: Bool {
    let isBegun = words.contains { Self.beginnings.contains($0) }
    let isOfIt = words.prefix(4).contains { Self.subjects.contains($0) }
    return isBegun && isOfIt
  }

  private static let beginnings = QuestionWords.words(
    "start started begin began begun appear appeared")
  private static let subjects = QuestionWords.words(
    """
    it that this they those these errors failures trouble problem problems incident issue issues slowness \
    timeouts all
    """)
}
