import Evidence

/// The labels of a line and what stands behind them.
enum StatedLabels {
  /// The named values of a line without the blanks around it, in their order.
  ///
  ///     "image": "web:4.1",              → image web:4.1
  ///     - Repo:   https://git.example    → Repo https://git.example
  ///     up to offset 8812341 (lag=40)    → offset 8812341, lag 40
  static func pairs(in line: Substring) -> [StatedLine.Pair] {
    let text = behindTime(line).drop { "-~+*●○│├└─> \t".contains($0) }
    if let pair = exposed(text) { return [pair] }
    let counted = counted(text)
    if !counted.isEmpty { return counted }
    if let pair = whole(text) {
      // What a sentence says behind a colon may name values of its own.
      return [pair] + inside(pair.value[...])
    }
    return inside(text)
  }

  /// The label that a line begins with, and its value; nil where it begins with none.
  static func statement(_ line: Substring) -> StatedLine.Pair? {
    let text = behindTime(line).drop { "-~+*●○│├└─> \t".contains($0) }
    return exposed(text) ?? whole(text)
  }

  /// The label of a line that only opens what stands below: `Containers:`, `"spec": {`.
  static func heading(_ line: Substring) -> String? {
    let text = line.drop { "-~+* \t".contains($0) }
    let bare = text.trimming { " {[\"".contains($0) }
    guard bare.hasSuffix(":"), bare.count > 1, bare.count <= longestLabel else { return nil }
    return String(bare.dropLast().trimming { "\" ".contains($0) })
  }

  /// An item of a list below a label, `- node.labels.disk == ssd` or `"ssd",`; nil where a line is none, or names
  /// a value itself.
  static func item(_ line: Substring) -> String? {
    let isQuoted = line.hasPrefix("\"") && (line.hasSuffix("\"") || line.hasSuffix("\","))
    guard line.hasPrefix("- ") || isQuoted, whole(line.drop { "- ".contains($0) }) == nil else {
      return nil
    }
    let text = line.drop { "- ".contains($0) }.trimming { "\", ".contains($0) }
    let words = text.split(separator: " ").count
    return (1...mostWords).contains(words) && text.count <= 2 * longestLabel ? String(text) : nil
  }

  /// A size before what has it, as `du` and `ls -l` print it; nil where a line is no such.
  ///
  ///     62G	/var/lib/systemd/coredump        -rw-r----- 1 root root 614M May  6 10:31 core.1
  static func size(
    _ line: Substring
  ) -> (size: StatedLine.Pair, path: StatedLine.Pair)? {
    let words = line.split(whereSeparator: \.isWhitespace)
    func pair(_ size: Substring, _ path: Substring) -> (StatedLine.Pair, StatedLine.Pair)? {
      guard size.first.map(\.isNumber) ?? false else { return nil }
      return (.init(label: "size", value: String(size)), .init(label: "path", value: String(path)))
    }
    if words.count == 2, words[1].hasPrefix("/") || words[1].hasPrefix(".") {
      return pair(words[0], words[1])
    }
    guard words.count > 8, words[0].count >= 10,
      words[0].first.map({ "-dl".contains($0) }) ?? false,
      words[0].dropFirst().prefix(9).allSatisfy({ "rwxsStT-".contains($0) })
    else { return nil }
    return pair(words[4], words[8])
  }

  /// A line without the date and time at its beginning.
  private static func behindTime(_ line: Substring) -> Substring {
    var rest = line
    for _ in 0..<2 {
      let word = rest.prefix { !$0.isWhitespace }
      guard word.count > 7, word.first?.isNumber ?? false,
        word.contains(":") || word.count(where: { $0 == "-" }) == 2
      else { break }
      rest = rest[word.endIndex...].drop(while: \.isWhitespace)
    }
    return rest.isEmpty ? line : rest
  }

  /// A value as Prometheus exposes it: `jvm_memory_used_bytes{area="heap"} 7.21e+08`.
  private static func exposed(_ text: Substring) -> StatedLine.Pair? {
    guard let end = text.lastIndex(of: "}"), let open = text.firstIndex(of: "{"),
      open > text.startIndex,
      text[..<open].allSatisfy({ $0.isLetter || $0.isNumber || "_:".contains($0) }),
      let value = text[text.index(after: end)...].split(separator: " ").first,
      Double(value) != nil
    else { return nil }
    return StatedLine.Pair(label: String(text[...end]), value: String(value))
  }

  /// Values that stand before their names, as `top` prints them; empty where a line has no two of them.
  ///
  ///     MiB Mem :  64216.2 total,    412.9 free      → MiB Mem total 64216.2, MiB Mem free 412.9
  private static func counted(_ text: Substring) -> [StatedLine.Pair] {
    guard let colon = text.firstIndex(of: ":") else { return [] }
    let title = text[..<colon].trimming(\.isWhitespace)
    guard title.count <= longestLabel, title.contains(where: \.isLetter) else { return [] }
    let parts = text[text.index(after: colon)...].split { $0 == "," || $0 == ";" }
    let pairs = parts.compactMap { part -> StatedLine.Pair? in
      let words = part.split(separator: " ")
      guard words.count == 2, Double(words[0]) != nil, words[1].allSatisfy(\.isLetter) else {
        return nil
      }
      return .init(label: "\(title) \(words[1])", value: String(words[0]))
    }
    return pairs.count > 1 && pairs.count + 1 >= parts.count ? pairs : []
  }

  private static let longestLabel = 48
  private static let mostWords = 5

  /// A label at the beginning of a line, and all that stands behind it.
  private static func whole(_ text: Substring) -> StatedLine.Pair? {
    var at = text.startIndex
    while at < text.endIndex {
      let letter = text[at]
      let next = text.index(after: at)
      if letter == ":" || letter == "=" {
        // `10:05` and `http://` are no labels; `used_memory:642196480` has one.
        let isEnd =
          letter == "=" || next < text.endIndex && (text[next].isWhitespace || text[next] == "\"")
          || text[next...].first != "/" && !text.contains(" ")
            && text[..<at].allSatisfy { $0.isLowercase || $0 == "_" }
        guard isEnd else { return nil }
        let label = text[..<at].trimming { "\" \t".contains($0) }
        let value = text[next...].trimming { "\" \t,".contains($0) }
        let words = label.split(separator: " ")
        guard !value.isEmpty, !label.isEmpty, label.count <= longestLabel,
          (1...mostWords).contains(words.count), label.contains(where: \.isLetter),
          !(letter == "=" && (words.count > 1 || value.contains("="))), !"{[".contains(value)
        else { return nil }
        return StatedLine.Pair(label: String(label), value: String(value))
      }
      if letter == "{" || letter == "(" { return nil }
      at = next
    }
    return nil
  }

  /// The values that words name inside of a text: `key=value`, `"key": value`, `offset 8812341`.
  private static func inside(_ text: Substring) -> [StatedLine.Pair] {
    let words = text.split { $0.isWhitespace || ",;(){}[]".contains($0) }
    var pairs: [StatedLine.Pair] = []
    for (place, word) in words.enumerated() {
      if let mark = word.firstIndex(where: { $0 == "=" }), mark > word.startIndex {
        let label = word[..<mark].trimming { "\"'".contains($0) }
        let value = word[word.index(after: mark)...].trimming { "\"'".contains($0) }
        if !value.isEmpty, label.contains(where: \.isLetter) {
          pairs.append(.init(label: String(label), value: String(value)))
        }
      } else if place + 2 < words.count, ["=", ":"].contains(words[place + 1]) {
        let rest = words[(place + 2)...].prefix(mostWords)
        pairs.append(.init(label: String(word), value: rest.joined(separator: " ")))
      } else if place + 1 < words.count {
        let label = word.trimming { "\"':#".contains($0) }
        let value = words[place + 1].trimming { "\"':.#".contains($0) }
        let isLabelled = word.hasSuffix(":") && label.count > 1
        guard label.count > 2, label.allSatisfy({ $0.isLetter || "_-.".contains($0) }),
          isLabelled && !value.isEmpty || value.first.map(\.isNumber) ?? false
        else { continue }
        pairs.append(.init(label: String(label), value: String(value)))
      }
    }
    return pairs
  }
}
