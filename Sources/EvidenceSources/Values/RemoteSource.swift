package import Timeline

/// Something far away that evidence is fetched from before the engine looks, which reads files only.
///
/// A kind of source is one implementation. It neither writes files nor counts: the sink does both, and
/// ends the fetching where a limit is reached.
package protocol RemoteSource: Sendable {
  var settings: SourceSettings { get }

  /// Looks whether the source answers, for `gumshoe doctor` and `/evidence`.
  ///
  /// - Throws: ``SourceFailure``; `CancellationError`.
  func examine(at now: Instant) async throws -> SourceState

  /// Fetches what a question needs into files that the readers of evidence recognise.
  ///
  /// What came before a failure is kept: a source that can go on after one notes it in the sink.
  ///
  /// - Throws: ``SourceFailure`` for what ends the fetching; `CancellationError`.
  func fetch(_ wish: SourceWish, into sink: SourceSink) async throws
}

/// What a question needs of a source.
package struct SourceWish: Hashable, Sendable {
  /// The time that is looked at, what lies before the incident included.
  package var window: TimeWindow
  /// The words of the question in lower case, which may name services.
  package var words: [String]
  /// Whether the window ends now, so that the present state tells of it too.
  package var isRecent: Bool
  /// Whether nobody asked for a time, so that another may do as well.
  package var isOpen: Bool
  /// When it is asked.
  package var now: Instant

  /// Makes a wish, asked at the end of its window where no other time is given.
  package init(
    window: TimeWindow, words: [String] = [], isRecent: Bool = true, isOpen: Bool = false,
    now: Instant? = nil
  ) {
    self.window = window
    self.words = words
    self.isRecent = isRecent
    self.isOpen = isOpen
    self.now = now ?? window.upperBound
  }
}

/// What a source says of itself.
package struct SourceState: Hashable, Sendable {
  /// What answers, in words: `Prometheus 2.42.0`.
  package var what: String
  /// The earliest time it is known to hold data of; nil where it can't tell.
  package var since: Instant?
  /// What is wrong though it answers, as sentences.
  package var remarks: [String]

  package init(what: String, since: Instant? = nil, remarks: [String] = []) {
    self.what = what
    self.since = since
    self.remarks = remarks
  }
}

/// What went wrong with a source: what was tried, why it failed, what to do next.
///
///     GET /api/v1/labels: it answered 401. Check its key: 'bearer' or 'user' below sources.prod.
package struct SourceFailure: Error, Hashable, Sendable {
  /// The source's name.
  package var source: String
  /// What was tried, in a few words, without secrets: `GET /api/v1/labels`.
  package var what: String
  /// Why it failed, as half a sentence.
  package var why: String
  /// What to do next, as sentences; may be empty.
  package var advice: String
  /// Whether nothing further can come of the source, as when it refuses the key.
  package var isFinal: Bool

  package init(
    source: String, what: String, why: String, advice: String = "", isFinal: Bool = false
  ) {
    self.source = source
    self.what = what
    self.why = why
    self.advice = advice
    self.isFinal = isFinal
  }
}

extension SourceFailure: CustomStringConvertible {
  /// The failure without its source's name, which stands before it.
  package var description: String {
    "\(what): \(why)." + (advice.isEmpty ? "" : " \(advice)")
  }
}
