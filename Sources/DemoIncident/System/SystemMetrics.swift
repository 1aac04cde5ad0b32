/// What a monitor sees of a system: some metrics of each service, at even times.
struct SystemMetrics: Sendable {
  let model: SystemModel
  /// The times of the scrapes, in milliseconds since 1970.
  let times: [Int64]
  private var random: SeededRandom
  /// Scrapes that were missed, by service.
  private let missed: [Set<Int>]

  init(_ model: SystemModel, from start: Int64, to end: Int64, every step: Int64, seed: UInt64) {
    self.model = model
    times = Array(stride(from: start, to: end, by: Int(step)))
    random = SeededRandom(seed: seed)
    var draw = SeededRandom(seed: seed ^ 0xACE)
    let count = times.count
    missed = model.services.map { _ in
      // One scrape in 250 times out; once a scraper is restarted, and three follow each other.
      var missed = Set((0..<count).filter { _ in draw.happens(0.004) })
      if draw.happens(0.3), count > 3 {
        let first = draw.below(count - 3)
        missed.formUnion(first..<first + 3)
      }
      return missed
    }
  }

  /// The metrics that there are of every service.
  enum Kind: Sendable {
    /// A second.
    case requests, failures
    /// The 95th percentile, in milliseconds.
    case latency
    /// In percent of its limit.
    case cpu
    /// In MiB.
    case memory
  }

  /// A metric of all services, in their order, in the unit of its kind.
  mutating func series(_ kind: Kind) -> [MadeSeries] {
    let shares = model.shares
    return model.services.indices.map { [model] service in
      let values = Course.noisy(
        times, noise: Self.noise(kind), most: kind == .cpu ? Self.mostCPU : .infinity, &random
      ) { model.value(of: kind, service, shares[service], at: $0) }
      return made(values, of: service)
    }
  }

  /// A metric of one service that takes a course of its own.
  mutating func series(of service: Int, _ course: Course) -> MadeSeries {
    made(course.values(at: times, &random), of: service)
  }

  private func made(_ values: [Double], of service: Int) -> MadeSeries {
    MadeSeries(
      service: model.services[service].name,
      values: zip(values.indices, values).map { missed[service].contains($0) ? nil : $1 })
  }

  /// Nothing is ever busy to the last percent.
  private static let mostCPU = 99.6

  /// The spread of the noise, as a part of the value: failures are few, so they differ most.
  private static func noise(_ kind: Kind) -> Double {
    switch kind {
    case .requests: 0.04
    case .failures: 0.25
    case .latency: 0.07
    case .cpu: 0.05
    case .memory: 0.005
    }
  }
}

extension SystemModel {
  /// What a metric of a service is at a time, without noise.
  fileprivate func value(
    of kind: SystemMetrics.Kind, _ service: Int, _ share: Double, at time: Int64
  ) -> Double {
    let own = services[service]
    let requests = traffic.value(at: time) * share
    switch kind {
    case .requests: return requests
    // Two in a thousand fail in any system.
    case .failures: return requests * (0.002 + state(service, at: time).failing)
    // The 95th percentile of such times lies at about twice the mean.
    case .latency: return state(service, at: time).latency * 1.9
    case .cpu: return own.idle + own.cost * requests * upset(service, at: time).cpu
    case .memory: return own.memory + requests * 0.05
    }
  }
}

/// The values of one metric of one service; nil where none was taken.
struct MadeSeries: Sendable {
  var service: String
  var values: [Double?]
}

extension MadeSeries {
  /// The same in another unit.
  func scaled(by factor: Double) -> MadeSeries {
    MadeSeries(service: service, values: values.map { $0.map { $0 * factor } })
  }
}
