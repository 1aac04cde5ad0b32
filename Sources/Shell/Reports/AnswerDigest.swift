import SessionsAPI

/// A long answer cut down to what one needs first: the answer, how sure it is, the exhibits that carry
/// it, the change, the next check.
///
/// It is made of the report where the service gives one, else of the Markdown's headings.
struct AnswerDigest: Hashable, Sendable {
  /// What may be shown, in the order in which it is.
  private var parts: [Part] = []
  /// What the answer holds beside the answer itself, in its own order.
  private var sections: [Sized] = []

  /// A piece that is shown whole or not at all.
  private struct Part: Hashable {
    /// The section that it is an item of.
    var kind: String
    var markdown: String
    /// What is needed more has the lower rank.
    var rank: Rank
    /// How many items of its section it shows.
    var count = 1
  }

  /// How much each piece is needed: what was found and where it stands, then how sure that is.
  private enum Rank: Int, CaseIterable {
    case answer, places, confidence, exhibit, change, next
  }

  /// A section with the number of its items.
  private struct Sized: Hashable {
    var kind: String
    var title: String
    var count: Int
  }

  /// The sections that make an answer one that is read in part: those of a cause, a story, a judgement.
  private static let telling: Set<String> = [
    "confidence", "suspects", "path", "change", "impact", "timeline", "ruled_out",
  ]
  /// The sections that were asked for as they are.
  private static let wanted: Set<String> = ["lines", "counts", "text"]

  /// Reads an answer; nil where it is to be shown whole.
  init?(markdown: String, report: Report?) {
    let shown = report.map { $0.sections.map(Self.section) } ?? Self.sections(in: markdown)
    let kinds = Set(shown.map(\.kind))
    guard let answer = shown.first(where: { $0.kind == "answer" }),
      !kinds.isDisjoint(with: Self.telling), kinds.isDisjoint(with: Self.wanted)
    else { return nil }
    let cited = Self.citations(in: answer, report)
    parts.append(
      Part(
        kind: "answer", markdown: "## \(answer.title)\n\n\(answer.body)", rank: .answer))
    for section in shown where section.kind == "confidence" {
      parts.append(
        Part(
          kind: "confidence", markdown: section.body, rank: .confidence,
          count: max(1, section.items.count)))
    }
    // What the answer quotes is not quoted again.
    let quoted = cited.compactMap { Self.place($0, quotedIn: answer.body, report) }
    if !quoted.isEmpty {
      let places = quoted.map(\.place).joined(separator: " · ")
      parts.append(
        Part(kind: "evidence", markdown: places, rank: .places, count: quoted.count))
    }
    for number in cited where !quoted.contains(where: { $0.number == number }) {
      guard let item = Self.exhibit(number, markdown, report) else { continue }
      parts.append(
        Part(
          kind: "evidence", markdown: item,
          rank: quoted.isEmpty && number == cited.first ? .places : .exhibit))
    }
    for section in shown where section.kind == "change" {
      // A change that the answer names is among its exhibits.
      let news = section.items.first { item in !cited.contains { item.contains("[\($0)]") } }
      let isNamed = section.items.contains { item in cited.contains { item.contains("[\($0)]") } }
      if let news, !isNamed {
        parts.append(
          Part(kind: "change", markdown: "\(section.title): \(news)", rank: .change))
      }
    }
    for section in shown where section.kind == "next_checks" {
      guard let first = section.items.first else { continue }
      parts.append(
        Part(kind: "next_checks", markdown: "\(section.title): \(first)", rank: .next))
    }
    sections = shown.filter { $0.kind != "answer" }.map { section in
      // The answer has told of some already.
      let told = section.items.count { item in cited.contains { item.contains("[\($0)]") } }
      let count = section.kind == "change" ? section.items.count - told : section.items.count
      return Sized(
        kind: section.kind, title: section.title.lowercased(),
        count: section.items.isEmpty ? 1 : count)
    }
  }

  /// The rows that fit, and in one line what is left out: `suspects 5, timeline 12`.
  ///
  /// The answer itself is cut where it alone is longer.
  func fitted(
    to rows: Int, render: (String) -> [String]
  ) -> (lines: [String], hidden: String) {
    var chosen: [Int: [String]] = [:]
    var room = rows
    for rank in Rank.allCases {
      for (place, part) in parts.enumerated() where part.rank == rank {
        var rendered = render(part.markdown)
        if rank == .answer, rendered.count > rows {
          rendered = rendered.prefix(max(0, rows - 1)) + ["…"]
        }
        let gap = chosen.isEmpty ? 0 : 1
        guard rendered.count + gap <= room else { continue }
        chosen[place] = rendered
        room -= rendered.count + gap
      }
    }
    var lines: [String] = []
    var shown: [String: Int] = [:]
    var before: Part?
    for (place, part) in parts.enumerated() {
      guard let rendered = chosen[place] else { continue }
      // Items of one list stand together.
      let joins = before.map { $0.rank == .exhibit && part.rank == .exhibit } ?? true
      lines += (joins ? [] : [""]) + rendered
      shown[part.kind, default: 0] += part.count
      before = part
    }
    let hidden = sections.compactMap { section -> String? in
      let rest = section.count - shown[section.kind, default: 0]
      return rest > 0 ? "\(section.title) \(rest)" : nil
    }
    return (lines, hidden.joined(separator: ", "))
  }
}

extension AnswerDigest {
  /// A section by its kind, with its items.
  private struct Section {
    var kind: String
    var title: String
    var body: String
    var items: [String]
  }

  private static func section(_ section: Report.Section) -> Section {
    let shown = ShownSection(section)
    let items = section.claims.count == 1 ? [shown.body] : items(of: shown.body)
    // Sentences, not a list.
    let isProse = ["answer", "confidence"].contains(section.kind.rawValue)
    return Section(
      kind: section.kind.rawValue, title: shown.title,
      body: isProse ? items.joined(separator: " ") : shown.body, items: isProse ? [] : items)
  }

  /// The sections of a text whose headings are those of reports.
  private static func sections(in markdown: String) -> [Section] {
    let known = Set(Report.Kind.known.map(\.rawValue))
    return ShownSection.all(in: markdown).compactMap { shown in
      let kind = shown.title.lowercased().replacing(" ", with: "_")
      guard known.contains(kind) else { return nil }
      return Section(
        kind: kind, title: shown.title, body: shown.body, items: items(of: shown.body))
    }
  }

  /// The items of a list in Markdown, without their marks (CommonMark 0.31, 5.2).
  private static func items(of body: String) -> [String] {
    body.split(separator: "\n").compactMap { line in
      if line.hasPrefix("- ") { return String(line.dropFirst(2)) }
      let digits = line.prefix { $0.isASCII && $0.isNumber }
      let rest = line.dropFirst(digits.count)
      return !digits.isEmpty && rest.hasPrefix(". ") ? String(rest.dropFirst(2)) : nil
    }
  }

  /// The numbers of the exhibits that the answer itself rests on, in its order, each once.
  private static func citations(in answer: Section, _ report: Report?) -> [Int] {
    let claimed = report?.sections.first { $0.kind.rawValue == "answer" }?.claims
      .flatMap(\.exhibits)
    let named = answer.body.split(separator: "[").dropFirst().compactMap { part in
      part.firstIndex(of: "]").flatMap { Int(part[..<$0]) }
    }
    var seen: Set<Int> = []
    return (claimed ?? named).filter { seen.insert($0).inserted }
  }

  /// Where an exhibit stands that a text quotes; nil where it does not.
  private static func place(
    _ number: Int, quotedIn text: String, _ report: Report?
  ) -> (number: Int, place: String)? {
    guard let exhibit = report?.exhibits.first(where: { $0.number == number }),
      let quote = exhibit.quote, !quote.isEmpty, text.contains(quote)
    else { return nil }
    let place = ExhibitFacts(exhibit).place
    return place.isEmpty ? nil : (number, "[\(number)] \(ExhibitText.code(place))")
  }

  /// An exhibit as an item of a list: what it says, and where.
  private static func exhibit(_ number: Int, _ markdown: String, _ report: Report?) -> String? {
    guard let exhibit = report?.exhibits.first(where: { $0.number == number }) else {
      return EvidenceItem.find(number, in: markdown)
    }
    guard let quote = exhibit.quote, !quote.isEmpty else { return nil }
    let service = exhibit.service.map { " **\($0)**" } ?? ""
    let facts = ExhibitFacts(exhibit)
    let place = facts.place.isEmpty ? "" : " — \(ExhibitText.code(facts.place))"
    return "- [\(number)]\(service) \(ExhibitText.code(quote))\(place)"
  }
}
