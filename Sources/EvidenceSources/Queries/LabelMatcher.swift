/// A matcher of a selector: `app="checkout"`, `app=~"check.*"`.
struct LabelMatcher: Hashable {
  var label: String
  var value: String

  /// The matchers of a selector, which may stand between braces.
  static func all(in selector: String) -> [LabelMatcher] {
    var matchers: [LabelMatcher] = []
    var rest = selector[...]
    while let quote = rest.firstIndex(of: "\"") {
      let label = rest[..<quote].filter { $0.isLetter || $0.isNumber || $0 == "_" }
      var value = ""
      var index = rest.index(after: quote)
      while index < rest.endIndex, rest[index] != "\"" {
        if rest[index] == "\\", rest.index(after: index) < rest.endIndex {
          index = rest.index(after: index)
        }
        value.append(rest[index])
        index = rest.index(after: index)
      }
      if !label.isEmpty { matchers.append(LabelMatcher(label: label, value: value)) }
      rest = index < rest.endIndex ? rest[rest.index(after: index)...] : ""
    }
    return matchers
  }

  /// What there is of its label, as a sentence, the values that begin like its own first.
  func words(for values: [String], most: Int) -> String {
    guard !values.isEmpty else { return "Nothing of it has a label '\(label)'." }
    let sorted = values.sorted { a, b in
      let (alike, other) = (a.commonPrefix(with: value).count, b.commonPrefix(with: value).count)
      return alike == other ? a < b : alike > other
    }
    let told = sorted.prefix(most).map { ServerWords.line($0) }.joined(separator: ", ")
    let more = values.count > most ? ", …" : ""
    return "It has \(values.count == 1 ? "1 value" : "\(values.count) values") of '\(label)': "
      + "\(told)\(more)."
  }
}

extension String {
  /// What two texts begin with alike.
  fileprivate func commonPrefix(with other: String) -> Substring {
    prefix(zip(self, other).prefix { $0 == $1 }.count)
  }
}
