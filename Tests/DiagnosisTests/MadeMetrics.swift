import Evidence
import Timeline

@testable import Diagnosis

/// Metrics of a small shop, made so that what is wrong with them is known: a point a minute.
enum MadeMetrics {
  /// A metric by a rule, `without` the points of some minutes; `from` is the first, in seconds since 1970.
  static func metric(
    _ service: String, _ name: String, _ count: Int = 60, unit: String = "",
    without missing: Range<Int> = 0..<0, from start: Int64 = 0, in path: String = "m.csv",
    _ value: (Int) -> Double
  ) -> Observation {
    let points = (0..<count).filter { !missing.contains($0) }.map {
      Series.Point(time: Instant(milliseconds: start * 1000 + Int64($0) * 60_000), value: value($0))
    }
    let samples = points.enumerated().map { row, point in
      Sample(
        reference: Reference(source: "files", locator: .line(path: path, number: row + 2)),
        time: Timestamp(point.time), service: service, text: "\(row)")
    }
    return Observation(
      service: service, measure: .metric(name: name, unit: unit), count: count,
      values: Series(points: points), samples: samples)
  }

  /// That a service calls another.
  static func calls(_ caller: String, _ callee: String) -> Observation {
    Observation(
      service: caller, measure: .calls(callee: callee), count: 1, values: Series(),
      samples: [
        Sample(
          reference: Reference(source: "files", locator: .line(path: "t.csv", number: 2)),
          service: caller, text: "\(caller),\(callee)")
      ])
  }

  /// A change that a feed tells of at a minute.
  static func change(_ service: String, _ kind: String, minute: Int, _ text: String) -> Observation
  {
    Observation(
      service: service, measure: .change(kind: kind), count: 1, values: Series(),
      samples: [
        Sample(
          reference: Reference(source: "files", locator: .line(path: "c.csv", number: minute + 2)),
          time: Timestamp(Instant(milliseconds: Int64(minute) * 60_000)), service: service,
          text: text)
      ])
  }

  /// Small noise that is the same in every run.
  static func noise(_ step: Int) -> Double { Double(step &* 7919 % 97) / 97 }

  static func diagnosis(_ observations: [Observation]) -> Diagnosis {
    Diagnostician(observations: observations, catalog: Catalog()).diagnosis(of: Symptom())
  }
}

extension Diagnosis {
  /// The service and the kind that are suspected first: `cart cpu-load`; nil where none is.
  var suspect: String? {
    hypotheses.first.map { "\($0.service) \(findings[$0.finding].kind ?? "-")" }
  }
}
