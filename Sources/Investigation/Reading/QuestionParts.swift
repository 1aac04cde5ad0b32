/// The questions that one message asks, each of which is answered: "did it recover? when?", "how many
/// failed, and how many of those were logins?".
///
/// Told by form alone, and only where both sides are questions by themselves; a message that is one
/// question, or anything else, is one part. Takes time linear in the length of the text.
struct QuestionParts {
  /// In their order, at least one.
  let parts: [String]

  /// A longer message tells a story around its question.
  private static let longest = 240
  /// Words of a question without a verb.
  private static let mostWithoutVerb = 4
  /// Nobody asks more in one breath.
  private static let most = 4

  init(_ text: String) {
    guard text.utf8.count <= Self.longest, !text.contains("\n") else {
      parts = [text]
      return
    }
    let found = Self.sentences(text).flatMap(Self.clauses).flatMap(Self.nouns)
    parts = (2...Self.most).contains(found.count) ? found : [text]
  }

  /// What question marks end, where all of it are questions; else the whole.
  private static func sentences(_ text: String) -> [String] {
    var found: [String] = []
    var sentence = ""
    for word in text.split(separator: " ") {
      sentence += sentence.isEmpty ? word : " " + word
      if word.hasSuffix("?") {
        found.append(sentence)
        sentence = ""
      }
    }
    // "are we good again now? since when"
    if !found.isEmpty, !sentence.isEmpty, isQuestion(words(sentence)[...]) {
      found.append(sentence)
      sentence = ""
    }
    let asked = found.map { isQuestion(words($0)[...]) }
    // "image of basket? was it changed today?": a few words of what is asked of, then a question of it.
    let isWhole =
      sentence.isEmpty && asked.last == true
      && zip(found, asked).allSatisfy { text, isAsked in
        let words = words(text)
        return isAsked || words.count <= mostWithoutVerb && words.dropFirst().contains("of")
      }
    return isWhole && found.count > 1 ? found : [text]
  }

  /// The questions of a clause that asks for two things of one: "how much memory and cpu does carts request?".
  private static func nouns(_ clause: String) -> [String] {
    let spelled = clause.split(separator: " ").map(String.init)
    let words = self.words(clause)
    guard words.count == spelled.count, let head = words.first else { return [clause] }
    let start = head == "how" ? 2 : 1
    guard ["which", "what"].contains(head) || words.starts(with: ["how", "much"]),
      let verb = words.indices.dropFirst(start + 3).first(where: { having.contains(words[$0]) }),
      let and = words[start..<verb].firstIndex(of: "and"), and > start, and + 1 < verb,
      and - start <= mostOfNoun, verb - and - 1 <= mostOfNoun
    else { return [clause] }
    let nouns = [spelled[start..<and], spelled[(and + 1)..<verb]]
    return nouns.map { (spelled[..<start] + $0 + spelled[verb...]).joined(separator: " ") }
  }

  /// Verbs by which one thing has several others.
  private static let having: Set = ["does", "do", "has", "have", "did"]
  /// Words of what is asked for.
  private static let mostOfNoun = 3

  /// The questions of a sentence that "and" joins.
  private static func clauses(_ sentence: String) -> [String] {
    let spelled = sentence.split(separator: " ")
    let words = self.words(sentence)
    var found: [String] = []
    var start = 0
    for place in words.indices.dropFirst(2) {
      // "how many replicas, what image"
      if words[start] == "how", place > start + 2, ["what", "how"].contains(words[place]),
        spelled[place - 1].hasSuffix(",")
      {
        found.append(spelled[start..<place].joined(separator: " ").dropLast() + "?")
        start = place
        continue
      }
      guard words[place] == "and" else { continue }
      let left = words[start..<place]
      let right = words[(place + 1)...]
      // "how many replicas does it want and how many does it have?" is of one thing.
      let isElided =
        right.count > 2 && right.starts(with: ["how", "many"])
        && ["does", "do", "did", "has", "have", "are"].contains(right[right.startIndex + 2])
      guard left.count > 1, !isElided, isQuestion(left), !left.contains("between"),
        isQuestion(right),
        isClause(right)
      else { continue }
      let clause = spelled[start..<place].joined(separator: " ")
      found.append(String(clause.reversed().drop { ",;".contains($0) }.reversed()) + "?")
      start = place + 1
    }
    return found + [spelled[start...].joined(separator: " ")]
  }

  /// The words in lower case, without the marks around them.
  private static func words(_ text: String) -> [String] {
    text.lowercased().split(separator: " ").map { word in
      String(word.reversed().drop { ",;:?!.".contains($0) }.reversed())
    }
  }

  /// Whether words begin as a question does.
  private static func isQuestion(_ words: ArraySlice<String>) -> Bool {
    let rest = words.drop(while: leads.contains)
    guard let first = rest.first else { return false }
    if asking.contains(first) || contracted.contains(first.filter(\.isLetter)) { return true }
    // "number of reports done, and how many failed"
    if ["number", "count"].contains(first), rest.dropFirst().first == "of" { return true }
    let next = rest.dropFirst().first
    if prepositions.contains(first) { return next.map(objects.contains) ?? false }
    return verbs.contains(first) && next.map { !refusing.contains($0) } ?? false
  }

  /// Whether a question says more than a word to be added to the one before: "and which version?" is
  /// asked of the same thing, and answered with it.
  private static func isClause(_ words: ArraySlice<String>) -> Bool {
    words.count > 2 || words.first.map(prepositions.contains) ?? false && words.count > 1
      || words.count == 2
        && (words.contains(where: verbs.contains)
          || words.first.map { contracted.contains($0.filter(\.isLetter)) } ?? false)
  }

  private static let leads: Set = ["so", "and", "but", "ok", "okay", "then", "also", "hm", "well"]
  private static let asking: Set = [
    "how", "when", "where", "who", "whom", "whose", "which", "what", "why",
  ]
  /// The same with the verb in them: "what's", "whats".
  private static let contracted: Set = ["whats", "wheres", "whos", "whens", "hows", "whys"]
  private static let prepositions: Set = ["by", "since", "until", "from", "for", "on", "in", "at"]
  private static let objects: Set = ["whom", "what", "when", "which", "where", "how"]
  private static let verbs: Set = [
    "did", "does", "do", "is", "are", "was", "were", "has", "have", "had", "can", "could", "will",
  ]
  /// Behind these a verb is none of a question: "has not".
  private static let refusing: Set = ["not", "no", "been", "never"]
}
