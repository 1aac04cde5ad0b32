import SessionsAPI
import Terminal

/// How somebody who looks elsewhere is told that a turn has ended.
package enum Attention: String, Hashable, Sendable, CaseIterable {
  case bell
  /// A message of the desktop, from terminals that know OSC 9 (iTerm2, WezTerm, Windows Terminal …).
  case osc9
  case off

  /// So long a turn takes before whoever asked is likely to have turned away, in a terminal that does
  /// not tell.
  static let longTurn = Duration.seconds(10)

  /// The codes to send when a turn has ended; nil where whoever asked sees it end.
  ///
  /// `hasFocus` is what the terminal last reported of its window, nil where it has reported nothing.
  func codes(
    title: String, outcome: Outcome, hasFocus: Bool?, after elapsed: Duration
  ) -> String? {
    guard hasFocus == false || hasFocus == nil && elapsed >= Self.longTurn else { return nil }
    switch self {
    case .off: return nil
    case .bell: return "\u{7}"
    case .osc9:
      // ECMA-48: OSC … ST. The first word is ours: a number would be another command of OSC 9.
      let text = UntrustedText.clean(title, keepingNewlines: false, keepingTabs: false)
      return "\u{1b}]9;gumshoe: '\(text)' \(outcome.rawValue)\u{1b}\\"
    }
  }

  /// How a turn ended.
  enum Outcome: String, Hashable, Sendable {
    case answered = "is answered"
    case failed = "has failed"
  }
}

extension ShellOutput {
  /// The end of a turn that this tells of.
  var ending: (turn: TurnReference, title: String, outcome: Attention.Outcome)? {
    switch self {
    case .turnCompleted(let turn, let title, _, _): (turn, title, .answered)
    case .turnFailed(let turn, let title, _): (turn, title, .failed)
    default: nil
    }
  }
}
