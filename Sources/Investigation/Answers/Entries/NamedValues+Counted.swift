import Evidence

/// Members of a kind that entries name, to be counted.
extension NamedValues {
  /// What a text names of a kind whose members are counted, each once: `osd.12`, `app3`, whoever stands behind
  /// `CN=`; no mere mention.
  func counted(in text: String) -> [String] {
    let tokens = Self.tokens(of: text)
    var found: [String] = []
    for index in tokens.indices {
      for part in tokens[index].text.split(separator: "/") {
        guard let name = counting(part), !found.contains(name) else { continue }
        found.append(name)
      }
      if kind == .person, Self.people.contains(tokens[index].text.lowercased()),
        let name = tokens[safe: index + 1], name.mark == "=" || name.mark == ":",
        name.text.contains(where: \.isLetter), !found.contains(name.text)
      {
        found.append(name.text)
      }
    }
    return found
  }

  /// Keys of the names of people and programs that ask.
  private static let people: Set = [
    "user", "username", "usr", "uid", "login", "account", "cn", "principal", "client",
  ]

  /// A name that is a word of the noun with a number directly behind it, or behind a mark: `app3`, `osd.12`.
  private func counting(_ text: Substring) -> String? {
    let name = text.trimming { !$0.isLetter && !$0.isNumber }
    let number = name.reversed().prefix(while: \.isNumber).count
    guard (1...4).contains(number) else { return nil }
    var word = name.dropLast(number)
    if let mark = word.last, "-_.#".contains(mark) { word = word.dropLast() }
    let last = word.split(whereSeparator: { "-_.".contains($0) }).last.map(String.init) ?? ""
    return !last.isEmpty && allStems.contains(Stem.of(last)) ? String(name) : nil
  }
}
