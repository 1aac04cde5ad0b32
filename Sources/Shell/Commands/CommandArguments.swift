import SessionsAPI
import Terminal

// The argument parsers of `CommandTable`, one a command that takes any.

/// Passes a command through that takes no arguments.
func end(_ scanner: inout CommandLineScanner, _ command: Command) throws(ArgumentProblem) -> Command
{
  guard scanner.remainder.isEmpty else {
    throw ArgumentProblem("it takes no arguments, but '\(scanner.remainder)' was given")
  }
  return command
}

/// Takes the options in front of a new session's question.
func sessionOptions(_ scanner: inout CommandLineScanner) throws(ArgumentProblem) -> SessionOptions {
  var options = SessionOptions()
  while let word = scanner.upcoming, word.hasPrefix("--") {
    _ = scanner.next()
    switch word {
    case "--": return options
    case "--deep": options.thinkingMode = .deep
    case "--fast": options.thinkingMode = .fast
    case "--title":
      guard let title = scanner.next() else { throw ArgumentProblem("--title needs a value") }
      options.title = title
    case "--time":
      guard let text = scanner.next() else { throw ArgumentProblem("--time needs a value") }
      guard let time = Timestamp.date(from: text) else {
        throw ArgumentProblem(
          "'\(text)' is not a time with an offset, such as 2026-01-31T10:05:00Z")
      }
      options.time = time
    default: throw ArgumentProblem("no option '\(word)'")
    }
  }
  return options
}

/// Takes the words and options of a listing, in any order.
func sessionsQuery(_ scanner: inout CommandLineScanner) throws(ArgumentProblem) -> SessionsQuery {
  var query = SessionsQuery()
  var words: [String] = []
  while let word = scanner.next() {
    switch word {
    case "--all": query.all = true
    case "--page":
      guard let value = scanner.next(), let page = Int(value), page >= 1 else {
        throw ArgumentProblem("--page needs a number from 1")
      }
      query.page = page
    case _ where word.hasPrefix("--"): throw ArgumentProblem("no option '\(word)'")
    default: words.append(word)
    }
  }
  query.words = words.joined(separator: " ")
  return query
}

/// Takes what `/show` is to show.
func showTarget(_ scanner: inout CommandLineScanner) throws(ArgumentProblem) -> Command.ShowTarget {
  let text = scanner.remainder
  if text.isEmpty { return .lastAnswer }
  if text == "all" { return .transcript }
  guard let number = Int(text) else { return .section(text) }
  guard number >= 1 else { throw ArgumentProblem("'\(text)' is not a number from 1") }
  return .evidence(number)
}

/// Takes what `/queue` is to do.
func queueAction(_ scanner: inout CommandLineScanner) throws(ArgumentProblem) -> Command.QueueAction
{
  switch scanner.next() {
  case nil: return .list
  case "clear": return .clear
  case "drop":
    guard let value = scanner.next(), let number = Int(value), number >= 1 else {
      throw ArgumentProblem("drop needs a line's number from 1")
    }
    return .drop(number)
  case let word?: throw ArgumentProblem("'\(word)' is neither 'drop' nor 'clear'")
  }
}

/// Takes what `/evidence` is to do.
func evidenceAction(
  _ scanner: inout CommandLineScanner
) throws(ArgumentProblem) -> Command.EvidenceAction {
  switch scanner.next() {
  case nil: return .list
  case "add":
    // A path with blanks is taken whole, quoted or not.
    var whole = scanner.remainder
    var word = scanner.next()
    var purpose = EvidenceLocation.Purpose.evidence
    if word == "--baseline" {
      purpose = .baseline
      whole = scanner.remainder
      word = scanner.next()
    }
    let path = word.flatMap { scanner.remainder.isEmpty ? $0 : whole } ?? ""
    guard !path.isEmpty else {
      throw ArgumentProblem("add needs a path, KIND=URL or the name of a source")
    }
    return .add(EvidenceLocation(path: path, purpose: purpose))
  case let word?: throw ArgumentProblem("'\(word)' is not 'add'")
  }
}

/// Takes what `/attach` is to do.
func attachAction(
  _ scanner: inout CommandLineScanner
) throws(ArgumentProblem) -> Command.AttachAction {
  let text = scanner.remainder
  switch text {
  case "": return .list
  case "--drop": return .drop
  // A path with blanks is taken whole, quoted or not.
  default: return .add(scanner.next().flatMap { scanner.remainder.isEmpty ? $0 : nil } ?? text)
  }
}

/// Takes the number of a piece of evidence; nil where none is given.
func evidenceNumber(_ scanner: inout CommandLineScanner) throws(ArgumentProblem) -> Int? {
  let text = scanner.remainder
  guard !text.isEmpty else { return nil }
  guard let number = Int(text), number >= 1 else {
    throw ArgumentProblem("'\(text)' is not a number from 1")
  }
  return number
}

/// Takes a session's own name: one line, in quotes or without.
func sessionName(_ scanner: inout CommandLineScanner) throws(ArgumentProblem) -> String {
  let whole = scanner.remainder
  let name = scanner.next().flatMap { scanner.remainder.isEmpty ? $0 : nil } ?? whole
  guard !name.trimmingBlanks().isEmpty else { throw ArgumentProblem("no name was given") }
  // As titles of the contract.
  guard name.unicodeScalars.count <= 256 else {
    throw ArgumentProblem("a name has at most 256 characters")
  }
  return name
}

/// Takes what `/history` is to do.
func historyAction(
  _ scanner: inout CommandLineScanner
) throws(ArgumentProblem) -> Command.HistoryAction {
  switch scanner.next() {
  case nil: return .list
  case "off": return .off
  case "delete":
    let words = scanner.remainder
    guard !words.isEmpty else { throw ArgumentProblem("delete needs the words to look for") }
    return .delete(words)
  case let word?: throw ArgumentProblem("'\(word)' is neither 'off' nor 'delete'")
  }
}

/// Takes the theme to choose; nil where none is named.
func themeName(_ scanner: inout CommandLineScanner) throws(ArgumentProblem) -> Theme.Name? {
  let text = scanner.remainder
  guard !text.isEmpty else { return nil }
  guard let name = Theme.Name(rawValue: text.lowercased()) else {
    throw ArgumentProblem("'\(text)' is neither 'dark' nor 'light'")
  }
  return name
}
