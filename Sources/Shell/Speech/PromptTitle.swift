/// Short names for prompts and listings, made from questions.
enum PromptTitle {
  /// Words that begin a question and say nothing about it.
  private static let openings = [
    "why did ", "why does ", "why do ", "why is ", "why are ", "why was ", "why were ",
    "what is ", "what was ", "what are ", "what's ", "how did ", "how does ", "can you ",
    "please ", "show me ",
  ]

  /// Shortens a text to what names it: one line, without its opening and end marks.
  static func short(_ text: String) -> String {
    var title = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    title = title.trimmingBlanks()
    let lowercased = title.lowercased()
    if let opening = openings.first(where: lowercased.hasPrefix), title.count > opening.count {
      title.removeFirst(opening.count)
    }
    while let last = title.last, "?!. ".contains(last), title.count > 1 { title.removeLast() }
    return title
  }
}
