package import Evidence
package import Timeline

/// What a detector found in some observations: one thing that is not as it should be, or changed.
package struct Finding: Hashable, Sendable, Codable {
  /// The name of the detector that found it.
  package var detector: String
  /// The service it is about.
  package var service: String
  /// The ``FaultKind/id``, nil where no row tells what it is.
  package var kind: String?
  package var role: FaultKind.Role
  /// From the first to the last time it was seen; nil where the evidence has no times.
  package var period: TimeWindow?
  /// Whether it was there before the evidence begins, as far as can be told: failing all along.
  package var isFailingAllAlong: Bool
  /// The milliseconds from one time to the next where it comes by the clock; else nil.
  package var recurrence: Int64?
  /// Whether it is as rare and as scattered as the small troubles of any system are.
  package var isSporadic: Bool
  /// Whether it was still going on at the end of the evidence.
  package var isOngoing: Bool
  /// How often it was seen, exactly, over the whole evidence.
  package var count: Int
  /// How strongly the evidence speaks for it, from 0 to 1.
  package var strength: Double
  /// What the evidence says in words of its own: the part of a message that says why.
  package var detail: String
  /// What can be cited for it, the most telling first; never empty.
  package var samples: [Sample]
  /// How often it was seen over time.
  package var values: Series
  /// The message template it is about, where it is about one.
  package var template: String?
  /// Services that it names as those it waits for or calls.
  package var names: [String]
  /// The kind of evidence that tells of it, where that is no log.
  package var signal: Signal?
  /// What its values are of, where they are a metric's.
  package var measured: Measured?

  /// Kinds of evidence beside logs.
  package enum Signal: String, Hashable, Sendable, Codable, CaseIterable {
    case metrics, traces, changes, cluster
  }

  package init(
    detector: String, service: String, kind: String? = nil, role: FaultKind.Role,
    period: TimeWindow? = nil, isFailingAllAlong: Bool = false, recurrence: Int64? = nil,
    isSporadic: Bool = false,
    isOngoing: Bool = false, count: Int, strength: Double, detail: String, samples: [Sample],
    values: Series = Series(),
    template: String? = nil, names: [String] = [], signal: Signal? = nil, measured: Measured? = nil
  ) {
    self.signal = signal
    self.measured = measured
    self.detector = detector
    self.service = service
    self.kind = kind
    self.role = role
    self.period = period
    self.isFailingAllAlong = isFailingAllAlong
    self.recurrence = recurrence
    self.isSporadic = isSporadic
    self.isOngoing = isOngoing
    self.count = count
    self.strength = strength
    self.detail = detail
    self.samples = samples
    self.values = values
    self.template = template
    self.names = names
  }
}
