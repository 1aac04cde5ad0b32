#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What an answer says, as values: the `report` of an assistant's message.
///
///     {"sections":[{"kind":"answer","title":"Answer",
///       "claims":[{"text":"**payments** ran out of disk [1].","exhibits":[1]}]}],
///      "exhibits":[{"number":1,"kind":"line","source":"logs","path":"payments.log","line":8107,
///       "service":"payments","quote":"No space left on device"}]}
///
/// Ours, and only for clients that ask. A newer server's kinds are kept as they came, its further
/// fields are ignored.
package struct Report: Hashable, Sendable, Codable {
  /// The parts, in the order of reading.
  package var sections: [Section]
  /// The exhibits that no earlier message of the session has cited.
  package var exhibits: [Exhibit]

  package init(sections: [Section], exhibits: [Exhibit] = []) {
    self.sections = sections
    self.exhibits = exhibits
  }

  /// Claims under one title.
  package struct Section: Hashable, Sendable, Codable {
    package var kind: Kind
    package var title: String
    package var claims: [Claim]

    package init(_ kind: Kind, title: String, claims: [Claim]) {
      self.kind = kind
      self.title = title
      self.claims = claims
    }
  }

  /// A sentence or a row of a list, with what it rests on.
  package struct Claim: Hashable, Sendable, Codable {
    /// Markdown within a line; may name exhibits as `[n]` where they belong.
    package var text: String
    /// The numbers of its exhibits, which may stand in earlier messages.
    package var exhibits: [Int]

    package init(_ text: String, exhibits: [Int] = []) {
      self.text = text
      self.exhibits = exhibits
    }
  }

  /// What a section is for, such as `ruled_out`.
  package struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    package var rawValue: String

    package init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The kinds of the contract.
    package static let known = [
      "answer", "confidence", "suspects", "evidence", "path", "change", "impact", "timeline",
      "ruled_out", "you_said", "not_seen", "next_checks", "lines", "counts", "text",
    ].map(Kind.init)
  }
}

extension Report {
  /// A piece of evidence, in the message that first cites it; each part only where it has a value.
  package struct Exhibit: Hashable, Sendable, Codable {
    /// What it is cited by in all messages of the session, from 1.
    package var number: Int
    package var kind: Kind
    /// Names the evidence it is from.
    package var source: String?
    /// The file within the source.
    package var path: String?
    /// The line of the file, from 1.
    package var line: Int?
    package var time: Date?
    package var service: String?
    /// What it says, secrets masked.
    package var quote: String?
    /// How many entries it stands for.
    package var count: Int?
    /// When the first of them was.
    package var first: Date?
    /// When the last of them was.
    package var last: Date?
    /// Lines around it as they were when it was cited, at most three on each side, masked.
    package var context: [Line]?
    /// How often it happened, or what was measured, over time; at most 120 points.
    package var series: [Point]?
    /// What the points of the series are of.
    package var measure: Measure?
    /// Where it was fetched from.
    package var origin: Origin?

    package init(number: Int, kind: Kind) {
      self.number = number
      self.kind = kind
    }
  }

  /// A line of a file.
  package struct Line: Hashable, Sendable, Codable {
    /// Its number, from 1.
    package var line: Int
    package var text: String

    package init(line: Int, text: String) {
      self.line = line
      self.text = text
    }
  }

  /// A value of a series.
  package struct Point: Hashable, Sendable, Codable {
    package var time: Date
    package var value: Double

    package init(time: Date, value: Double) {
      self.time = time
      self.value = value
    }
  }
}

extension Report {
  /// What the points of a series are of.
  package struct Measure: Hashable, Sendable, Codable {
    /// What was measured, as the evidence calls it; nil where entries are counted.
    package var name: String?
    /// The unit of the values: `%`, `bytes`, `entries`; empty where none is known.
    package var unit: String
    /// The seconds that each point stands for; nil where it stands for itself.
    package var width: Double?
    /// Between which nearly all values of a quiet period lie, where one was given.
    package var usual: Band?
    /// When the values became others, or the incident began within them.
    package var onset: Date?

    package init(
      name: String? = nil, unit: String, width: Double? = nil, usual: Band? = nil,
      onset: Date? = nil
    ) {
      self.name = name
      self.unit = unit
      self.width = width
      self.usual = usual
      self.onset = onset
    }
  }

  /// What a remote source was asked, and when.
  package struct Origin: Hashable, Sendable, Codable {
    /// The name of the source.
    package var source: String
    /// What was asked, in the source's own language.
    package var query: String
    package var time: Date
    /// A page of the source's that shows the same.
    package var link: String?

    package init(source: String, query: String, time: Date, link: String? = nil) {
      self.source = source
      self.query = query
      self.time = time
      self.link = link
    }

    /// The link, where it is the address of a page and nothing that acts otherwise in a text.
    package var page: String? {
      guard let link, link.hasPrefix("http://") || link.hasPrefix("https://"),
        link.utf8.count < 8192,
        link.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"<>\"`\\".utf8.contains($0) })
      else { return nil }
      return link
    }
  }

  /// From a low to a high value.
  package struct Band: Hashable, Sendable, Codable {
    package var low: Double
    package var high: Double

    package init(low: Double, high: Double) {
      self.low = low
      self.high = high
    }
  }
}

extension Report.Exhibit {
  /// What an exhibit is.
  package struct Kind: RawRepresentable, Hashable, Sendable, Codable {
    package var rawValue: String

    package init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The kinds of the contract: of a log, of metrics, of traces, of tables, of the conversation.
    package static let known = ["line", "point", "span", "record", "message"].map(Kind.init)
  }
}
