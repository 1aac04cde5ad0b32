import Evidence

/// What stands in the blanks of a message: `folder "<*>" refused` has `photos` 75 times, `music` 36.
///
/// Where no field and no noun tells which, how many different ones there are is told by what differs
/// from one entry of a message to the next.
struct BlankValues {
  /// A blank with what stands in it, the most frequent first.
  struct Blank {
    /// The words before it.
    var lead: String
    var values: [(text: String, sample: Sample)]
  }

  /// Entries that are looked at: more values than these nobody reads.
  private static let mostEntries = 5000
  /// Blanks and values that a report shows.
  private static let (mostBlanks, mostValues) = (3, 8)
  /// Characters of a value that are shown.
  private static let longestValue = 60
  /// Words before a blank that say what it is.
  private static let leadWords = 3

  let blanks: [Blank]

  /// Reads the blanks of a message that differ among its entries.
  static func of(_ message: MeantMessages.Message, _ desk: Desk) async throws -> BlankValues {
    let list = try await desk.evidence.samples(
      message.scope, order: .earliest, limit: mostEntries)
    return BlankValues(template: message.template, list.samples)
  }

  init(template: String, _ samples: [Sample]) {
    let parts = template.split(separator: "<*>", omittingEmptySubsequences: false).map(String.init)
    var found = Array(repeating: [(text: String, sample: Sample)](), count: max(parts.count - 1, 0))
    for sample in samples {
      // Masked before it is cut up: a secret without its key looks like any word.
      guard let values = Self.values(of: Quote.clean(sample.message), parts) else { continue }
      for (index, value) in values.enumerated() where !value.isEmpty {
        found[index].append((value, sample))
      }
    }
    blanks = found.indices.compactMap { index in
      let values = Self.different(found[index])
      guard values.count > 1, values.count < found[index].count else { return nil }
      let lead = parts[index].split(separator: " ").suffix(Self.leadWords).joined(separator: " ")
      return Blank(lead: lead, values: values)
    }
  }

  /// What stands between the parts of a template; nil where a text does not have them all.
  private static func values(of text: String, _ parts: [String]) -> [String]? {
    var rest = text[...]
    guard let first = parts.first, first.isEmpty || rest.hasPrefix(first) else { return nil }
    rest = rest.dropFirst(first.count)
    var values: [String] = []
    for part in parts.dropFirst() {
      guard !part.isEmpty else {
        values.append(String(rest))
        rest = rest[rest.endIndex...]
        continue
      }
      guard let place = rest.firstRange(of: part) else { return nil }
      values.append(String(rest[..<place.lowerBound]))
      rest = rest[place.upperBound...]
    }
    return values
  }

  /// Each value once, the most frequent first; of equals the earlier.
  private static func different(
    _ values: [(text: String, sample: Sample)]
  ) -> [(text: String, sample: Sample)] {
    var counts: [String: Int] = [:]
    for value in values { counts[value.text, default: 0] += 1 }
    var seen: Set<String> = []
    let each = values.filter { seen.insert($0.text).inserted }
    return each.enumerated().sorted {
      (counts[$0.element.text] ?? 0, $1.offset) > (counts[$1.element.text] ?? 0, $0.offset)
    }.map(\.element)
  }

  /// How many different values each blank has, and which; those behind one of some words first.
  func rows(naming words: Set<String>, _ report: inout ReportBuilder) -> [Report.Claim] {
    let ordered = blanks.enumerated().sorted { a, b in
      let (x, y) = (a.element.isNamed(by: words), b.element.isNamed(by: words))
      return x == y ? a.offset < b.offset : x
    }.map(\.element)
    return ordered.prefix(Self.mostBlanks).map { blank in
      let names = blank.values.map { MarkdownText.code(Quote.cut($0.text, to: Self.longestValue)) }
      let number = report.cite(blank.values[0].sample, telling: blank.values[0].text)
      let lead = blank.lead.isEmpty ? "" : "behind \(MarkdownText.code(Quote.clean(blank.lead))) "
      return .init(
        "\(lead)\(blank.values.count) different: \(Counting.list(names, most: Self.mostValues)) "
          + "[\(number)]", exhibits: [number])
    }
  }
}

extension BlankValues.Blank {
  /// Whether the words before it have one of some stems.
  fileprivate func isNamed(by words: Set<String>) -> Bool {
    !words.isDisjoint(with: Stem.words(lead).map(Stem.of))
  }
}
