package import Timeline

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What is to be investigated: a question, where the conversation stands, and what may be read.
///
/// All of it are values that travel between processes as JSON.
package struct Inquiry: Hashable, Sendable, Codable {
  /// The question, as the user wrote it.
  package var question: String
  /// When the incident happened, where the reporter said so.
  package var incidentTime: Instant?
  package var depth: Depth
  /// Folders, files and globs to read, as whoever runs the service named them.
  package var evidence: [String]
  /// The same, of a quiet period to compare with; may be empty.
  package var baseline: [String]
  /// What the answer of the turn before left behind, nil in the first turn.
  package var memory: Data?
  /// The ordinal of the user's message in its session, from 1; nil where nobody counts.
  package var turn: Int?
  /// Whether no other turn may run in the same process, because this one is suspected of ending it.
  package var isAlone = false
  /// The session that is asked, which whoever fetches evidence keeps it for; nil where there is none.
  package var session: String?
  /// The window that the question names, as it was read when sources were asked: "yesterday" is then
  /// the day before that, not the day before the end of what was fetched.
  package var window: TimeWindow?
  /// What was to be fetched and is not among the evidence: the source's name, and why as a sentence.
  package var unseen: [Unseen] = []
  /// What of that the answer itself has to say, for it bears on what can be concluded.
  package var remarks: [Unseen] = []
  /// Where files of the evidence come from that were fetched for this session.
  package var origins: [Origin] = []

  package init(
    question: String, incidentTime: Instant? = nil, depth: Depth = .auto, evidence: [String],
    baseline: [String] = [], memory: Data? = nil
  ) {
    self.question = question
    self.incidentTime = incidentTime
    self.depth = depth
    self.evidence = evidence
    self.baseline = baseline
    self.memory = memory
  }

  /// Where a file of the evidence was fetched from.
  package struct Origin: Hashable, Sendable, Codable {
    /// The last part of its path: `prod/http_requests_rate.json`.
    package var file: String
    /// The name of the source.
    package var source: String
    /// What was asked, in the source's own language.
    package var query: String
    /// When it was asked.
    package var time: Instant
    /// A page of the source's that shows the same; nil where it has none.
    package var link: String?

    package init(file: String, source: String, query: String, time: Instant, link: String? = nil) {
      self.link = link
      self.file = file
      self.source = source
      self.query = query
      self.time = time
    }
  }

  /// Something that a source did not give.
  package struct Unseen: Hashable, Sendable, Codable {
    package var source: String
    package var reason: String

    package init(source: String, reason: String) {
      self.source = source
      self.reason = reason
    }
  }

  /// How much work a turn may take.
  package enum Depth: String, Sendable, Codable {
    case auto, deep, fast
  }
}
