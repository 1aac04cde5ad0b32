package import Timeline

/// What was observed of one thing over time: how often a message was logged, how a metric ran.
///
/// Detectors look at nothing else, so a new kind of evidence is a new kind of observation.
package struct Observation: Sendable {
  /// The service it was observed of.
  package var service: String
  package var measure: Measure
  /// All that was counted, entries without a time included; for a metric, the number of points.
  package var count: Int
  /// The values over time: for entries how many fell into each bucket, without the empty ones.
  package var values: Series
  /// What can be quoted: the first, the last and some between, in the order of time; never empty.
  package var samples: Samples

  /// What else is known of the thing, in the order it was read: the fields of an object, the
  /// description of a change.
  package var traits: [Trait]

  package init(
    service: String, measure: Measure, count: Int, values: Series, samples: Samples,
    traits: [Trait] = []
  ) {
    self.traits = traits
    self.service = service
    self.measure = measure
    self.count = count
    self.values = values
    self.samples = samples
  }

  package init(
    service: String, measure: Measure, count: Int, values: Series, samples: [Sample],
    traits: [Trait] = []
  ) {
    self.init(
      service: service, measure: measure, count: count, values: values,
      samples: Samples(samples), traits: traits)
  }

  /// What is measured.
  package enum Measure: Hashable, Sendable {
    /// Entries of a log with one message template, such as `took <*> ms`, at one level.
    case entries(template: String, level: Level?)
    /// A metric with its unit, empty where none is known.
    case metric(name: String, unit: String)
    /// How long an operation takes, in milliseconds.
    case latency(operation: String)
    /// How often an operation fails.
    case errors(operation: String)
    /// A change of the system, such as a deployment.
    case change(kind: String)
    /// The state of an object of a cluster.
    case state(object: String)
    /// That the service calls another; the values, where there are any, how often.
    case calls(callee: String)
  }

  /// A field with its value, and where it stands.
  package struct Trait: Hashable, Sendable {
    package var name: String
    package var value: String
    /// The line that says so; nil where it is one of the observation's samples.
    package var sample: Sample?

    package init(name: String, value: String, sample: Sample? = nil) {
      self.name = name
      self.value = value
      self.sample = sample
    }
  }

  /// From the first to the last time of it; nil where it has no times.
  package var window: TimeWindow? {
    let ends =
      [values.points.first?.time, values.points.last?.time]
      + (samples.isEmpty
        ? [] : [samples.time(0), samples.time(samples.count - 1)].map { $0?.instant })
    let known = ends.compactMap { $0 }
    guard let first = known.min(), let last = known.max() else { return nil }
    return TimeWindow(from: first, through: last)
  }
}
