package import Timeline

/// Whole requests as traces tell of them: the spans, and the log entries that were written in them.
///
/// Of many requests a part is kept, chosen by the identifiers of their traces alone, so that two looks
/// at the same evidence choose alike. Detectors compare them with those of a quiet period.
package struct TracedRequests: Sendable {
  /// What spans are of; ``Span/operation`` counts in here.
  package var operations: [Operation]
  /// What entries say; ``Entry/message`` counts in here.
  package var messages: [Message]
  /// What spans say of whom they call and why they failed; ``Span/detail`` counts in here.
  package var details: [Detail]
  /// The spans, trace by trace, in the order of their beginnings.
  package var spans: [Span]
  /// The entries, span by span, in the order in which they were written.
  package var entries: [Entry]
  /// All spans that were read, kept or not.
  package var total: Int
  /// The name of the source, and the files that ``Span/path`` and ``Entry/path`` count in.
  package var source: String
  package var paths: [String]

  package init(
    operations: [Operation] = [], messages: [Message] = [], details: [Detail] = [],
    spans: [Span] = [], entries: [Entry] = [], total: Int = 0, source: String = "",
    paths: [String] = []
  ) {
    self.operations = operations
    self.messages = messages
    self.details = details
    self.spans = spans
    self.entries = entries
    self.total = total
    self.source = source
    self.paths = paths
  }

  /// Whether no request is known.
  package var isEmpty: Bool { spans.isEmpty }

  /// What a service does: `GET /orders/{id}` of `orders`.
  package struct Operation: Hashable, Sendable {
    package var service: String
    package var name: String

    package init(service: String, name: String) {
      self.service = service
      self.name = name
    }
  }

  /// What entries of a service say, by their template.
  package struct Message: Hashable, Sendable {
    package var service: String
    package var template: String
    package var level: Level?
    /// Where in the code it is written, as it says: `TravelService#451`; empty where it does not.
    ///
    /// Two messages of one template may stand in two places.
    package var place: String

    package init(service: String, template: String, level: Level?, place: String = "") {
      self.service = service
      self.template = template
      self.level = level
      self.place = place
    }
  }

  /// What a span says of itself beside its name and its times: empty where it does not.
  ///
  ///     POST /v2/score  http.host=scores.example  error="503 Service Unavailable"
  package struct Detail: Hashable, Sendable {
    /// Whom it calls, as it names them: a host, a queue, the name that is looked up and at whom.
    package var target: String
    /// What is asked of a database, with `?` for values.
    package var statement: String
    /// Why it failed: a status with its message, an exception.
    package var failure: String
    /// The version of the program that did it.
    package var version: String
    /// The HTTP status that was answered, of a failure or not.
    package var status: String

    package init(
      target: String = "", statement: String = "", failure: String = "", version: String = "",
      status: String = ""
    ) {
      self.status = status
      self.target = target
      self.statement = statement
      self.failure = failure
      self.version = version
    }

    /// Whether it says nothing.
    package var isEmpty: Bool {
      target.isEmpty && statement.isEmpty && failure.isEmpty && version.isEmpty && status.isEmpty
    }
  }

  /// One step of a request.
  package struct Span: Hashable, Sendable {
    package var operation: Int
    /// The span that it was begun in: an index into ``TracedRequests/spans``; nil for a first step, and
    /// where that one is missing.
    package var parent: Int?
    /// Whether it names a parent that the evidence lacks.
    package var isOrphan: Bool
    /// Microseconds since 1970.
    package var start: Int64
    /// Microseconds.
    package var duration: Int64
    package var isError: Bool
    /// What else it says: an index into ``TracedRequests/details``; nil where it says nothing.
    package var detail: Int?
    package var path: Int
    /// From 1, in decompressed text.
    package var line: Int
    /// The row or object as it is written, cut to what is quoted.
    package var text: String

    package init(
      operation: Int, parent: Int? = nil, isOrphan: Bool = false, start: Int64, duration: Int64,
      isError: Bool = false, detail: Int? = nil, path: Int = 0, line: Int = 1, text: String = ""
    ) {
      self.operation = operation
      self.parent = parent
      self.isOrphan = isOrphan
      self.start = start
      self.duration = duration
      self.isError = isError
      self.detail = detail
      self.path = path
      self.line = line
      self.text = text
    }

    /// When it ended, in microseconds since 1970.
    package var end: Int64 { start.addingClamped(max(0, duration)) }
  }

  /// An entry of a log that was written in a span.
  package struct Entry: Hashable, Sendable {
    package var span: Int
    package var message: Int
    package var time: Instant?
    package var path: Int
    package var line: Int
    /// What it says, of errors alone; empty for all others.
    package var text: String

    package init(
      span: Int, message: Int, time: Instant? = nil, path: Int = 0, line: Int = 1,
      text: String = ""
    ) {
      self.span = span
      self.message = message
      self.time = time
      self.path = path
      self.line = line
      self.text = text
    }
  }

  /// What a span says of itself; empty where it says nothing.
  package func detail(ofSpan index: Int) -> Detail {
    spans[index].detail.flatMap { details.indices.contains($0) ? details[$0] : nil } ?? Detail()
  }

  /// A span as it can be cited.
  package func sample(ofSpan index: Int) -> Sample {
    let span = spans[index]
    return Sample(
      reference: reference(span.path, span.line),
      time: Timestamp(Instant(microseconds: span.start), offset: 0),
      service: operations[span.operation].service, text: span.text)
  }

  /// Where an entry or span stands.
  package func reference(_ path: Int, _ line: Int) -> Reference {
    Reference(
      source: source,
      locator: .line(path: paths.indices.contains(path) ? paths[path] : "", number: line))
  }
}

extension Instant {
  /// The instant so many microseconds after 1970, cut to the millisecond.
  package init(microseconds: Int64) {
    self.init(milliseconds: microseconds / 1000)
  }
}
