/// What a turn says: sections of claims, each of which names the exhibits it rests on.
///
/// Markdown is one rendering of it (``markdown(_:times:)``), the API's `report` another.
package struct Report: Hashable, Sendable, Codable {
  package var sections: [Section] = []
  /// How the question was read, where that was not obvious: "errors of gateway, 10:10 to 10:20".
  package var reading: String?

  package init() {}

  /// A part of a report under one title.
  package struct Section: Hashable, Sendable, Codable {
    package var kind: Kind
    package var title: String
    package var layout: Layout
    package var claims: [Claim]
    /// Rows of a drawing below the claims, which says nothing that they or a series do not; in the
    /// Markdown alone.
    package var figure: [String] = []

    package init(_ kind: Kind, title: String? = nil, layout: Layout = .list, claims: [Claim]) {
      self.kind = kind
      self.title = title ?? kind.title
      self.layout = layout
      self.claims = claims
    }
  }

  /// A sentence, or a row of a list, with the numbers of its exhibits.
  package struct Claim: Hashable, Sendable, Codable {
    /// Markdown within one line; quotes from evidence are code spans.
    ///
    /// Exhibits it names where they
    /// belong stand in it as `[n]`; the others follow it.
    package var text: String
    package var exhibits: [Int]
    /// Indexes into the findings of the case's diagnosis that it rests on.
    package var findings: [Int]

    package init(_ text: String, exhibits: [Int] = [], findings: [Int] = []) {
      self.text = text
      self.exhibits = exhibits
      self.findings = findings
    }
  }

  /// How claims stand below each other.
  package enum Layout: String, Hashable, Sendable, Codable {
    /// Sentences of one paragraph.
    case sentences
    /// Paragraphs of their own.
    case paragraphs
    case list
    case numbered
  }

  /// What a section is for; the names go out in the API.
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case answer, confidence, suspects, evidence, path, change, impact, timeline
    case ruledOut = "ruled_out"
    case youSaid = "you_said"
    case notSeen = "not_seen"
    case nextChecks = "next_checks"
    case lines, counts, text

    /// The title that stands above it, unless an answer has a better one.
    package var title: String {
      switch self {
      case .answer: "Answer"
      case .confidence: "Confidence"
      case .suspects: "Suspects"
      case .evidence: "Evidence"
      case .path: "Path"
      case .change: "Change"
      case .impact: "Impact"
      case .timeline: "Timeline"
      case .ruledOut: "Ruled out"
      case .youSaid: "You said"
      case .notSeen: "Not seen"
      case .nextChecks: "Next checks"
      case .lines: "Lines"
      case .counts: "Counts"
      case .text: "Text"
      }
    }
  }

  /// The first paragraph of the answer as plain words: what the next turns are told of it.
  package var summary: String {
    sections.first?.claims.prefix(sections.first?.layout == .sentences ? 3 : 1).map(\.text)
      .joined(separator: " ") ?? ""
  }

  /// The numbers of all exhibits it cites, in the order of their first mention.
  package var exhibits: [Int] {
    var seen: Set<Int> = []
    return sections.flatMap(\.claims).flatMap(\.exhibits).filter { seen.insert($0).inserted }
  }

  /// Adds what answers another question of the same message: its answer behind the one before where both are
  /// short, else as a paragraph of its own; each other section below the one of its kind.
  mutating func append(_ other: Report) {
    for section in other.sections {
      guard
        let place = sections.firstIndex(where: {
          $0.kind == section.kind && $0.layout == section.layout && $0.figure.isEmpty
        }), section.figure.isEmpty
      else {
        sections.append(section)
        continue
      }
      var fresh = section.claims.filter { !sections[place].claims.contains($0) }
      if section.kind == .answer, section.layout == .sentences {
        // What is remarked on an answer stands in paragraphs below it.
        let end = sections[place].claims.firstIndex { $0.text.hasPrefix("\n\n") }
        let own = fresh.prefix { !$0.text.hasPrefix("\n\n") }
        let before = sections[place].claims[..<(end ?? sections[place].claims.count)]
        if Self.isShort(before), Self.isShort(own) {
          sections[place].claims.insert(contentsOf: own, at: before.endIndex)
          sections[place].claims += fresh.dropFirst(own.count)
          continue
        }
      }
      if section.layout == .sentences, let first = fresh.first {
        fresh[0].text = "\n\n" + first.text
      }
      sections[place].claims += fresh
    }
    reading = [reading, other.reading].compactMap(\.self).reduce(nil) { text, reading in
      text.map { $0 == reading ? $0 : "\($0); \(reading)" } ?? reading
    }
  }

  /// Whether claims are few words, of which two make one paragraph.
  private static func isShort(_ claims: ArraySlice<Claim>) -> Bool {
    claims.reduce(0) { $0 + $1.text.utf8.count } <= longestShort
  }

  private static let longestShort = 300

  /// Whether a further question is answered already: "did it recover? when?" by the time of the end.
  func answers(_ part: String) -> Bool {
    part.lowercased() == "when?" && summary.contains(/[0-9]{2}:[0-9]{2}/)
  }
}
