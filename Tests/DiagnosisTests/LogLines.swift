import Evidence
import Timeline

@testable import Diagnosis

/// Turns lines of a test into observations, as a reader of logs would.
///
///     10:05:00 E payment | card declined by bank
///     10:05:00 E payment@web-1 | …            ← on a machine
///     - - payment | panic: out of range      ← neither time nor level
///     	Caused by: …                          ← further line of the entry before it
enum LogLines {
  /// The observations and the catalog of some lines; one file a service.
  static func read(_ text: String) -> (observations: [Observation], catalog: Catalog) {
    var samples: [Sample] = []
    var lineNumbers: [String: Int] = [:]
    for line in text.split(separator: "\n", omittingEmptySubsequences: true) {
      if line.first == "\t", var last = samples.popLast() {
        lineNumbers[last.service, default: 0] += 1
        last.further.append(
          Sample.FurtherLine(
            reference: reference(last.service, lineNumbers[last.service] ?? 1),
            text: String(line.dropFirst())))
        samples.append(last)
        continue
      }
      let halves = line.split(separator: "|", maxSplits: 1)
      let head = halves[0].split(separator: " ").map(String.init)
      let place = head[2].split(separator: "@").map(String.init)
      let service = place[0]
      lineNumbers[service, default: 0] += 1
      let message = halves[1].drop { $0 == " " }
      samples.append(
        Sample(
          reference: reference(service, lineNumbers[service] ?? 1), time: time(head[0]),
          level: levels[head[1]], service: service, host: place.count > 1 ? place[1] : nil,
          text: String(message)))
    }
    return collect(samples)
  }

  /// Diagnoses lines by a question's words and services.
  static func diagnose(
    _ text: String, services: [String] = [], words: String = "", excluding: [String] = [],
    from: String? = nil, places: [String] = []
  ) -> Diagnosis {
    let (observations, catalog) = read(text)
    var symptom = Symptom(
      services: services, words: words.split(separator: " ").map(String.init),
      window: from.flatMap(time).map { $0.instant...Instant.latest }, excludedServices: excluding)
    symptom.places = places
    return Diagnostician(observations: observations, catalog: catalog).diagnosis(of: symptom)
  }

  /// One INFO line a minute for so many minutes from an hour on.
  static func quiet(_ service: String, hour: Int = 10, minutes: Range<Int>, _ message: String)
    -> String
  {
    minutes.map { minute in
      "\(clock(hour, minute, 0)) I \(service) | \(message) \(minute)"
    }.joined(separator: "\n") + "\n"
  }

  static func clock(_ hour: Int, _ minute: Int, _ second: Int) -> String {
    [hour + minute / 60, minute % 60, second].map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined(separator: ":")
  }

  private static let levels: [String: Level] = [
    "D": .debug, "I": .info, "N": .notice, "W": .warning, "E": .error, "F": .fatal,
  ]

  private static func reference(_ service: String, _ line: Int) -> Reference {
    Reference(source: "files", locator: .line(path: "\(service).log", number: line))
  }

  private static func time(_ text: String) -> Timestamp? {
    let parts = text.split(separator: ":").compactMap { Double($0) }
    guard parts.count == 3 else { return nil }
    let seconds = parts[0] * 3600 + parts[1] * 60 + parts[2]
    return Timestamp(Instant(milliseconds: 1_770_000_000_000 + Int64((seconds * 1000).rounded())))
  }

  private static func collect(_ samples: [Sample]) -> ([Observation], Catalog) {
    struct Key: Hashable {
      var service: String
      var template: String
      var level: Level?
    }
    var groups: [Key: [Sample]] = [:]
    var order: [Key] = []
    for sample in samples {
      let key = Key(
        service: sample.service, template: template(sample.message), level: sample.level)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(sample)
    }
    let observations = order.map { key in
      let own = groups[key] ?? []
      let kept = own.count <= 6 ? own : Array(own.prefix(3)) + [own[own.count / 2]] + own.suffix(2)
      return Observation(
        service: key.service, measure: .entries(template: key.template, level: key.level),
        count: own.count,
        values: Series(
          width: 1000,
          points: own.compactMap { $0.time?.instant }.map { Series.Point(time: $0, value: 1) }),
        samples: kept)
    }
    var catalog = Catalog()
    catalog.entries = samples.count
    let times = samples.compactMap { $0.time?.instant }
    if let first = times.min(), let last = times.max() {
      catalog.window = TimeWindow(from: first, through: last)
    }
    catalog.hosts = Set(samples.compactMap(\.host)).sorted()
    catalog.services = Set(samples.map(\.service)).sorted().map { Catalog.Service(name: $0) }
    return (observations, catalog)
  }

  /// A message with its numbers masked.
  private static func template(_ message: String) -> String {
    message.split(separator: " ").map { word in
      word.contains(where: \.isNumber) ? "<*>" : String(word)
    }.joined(separator: " ")
  }
}

extension Diagnosis {
  /// What the first hypothesis says; empty where there is none.
  var first: String { hypotheses.first.map { findings[$0.finding].detail } ?? "" }
  /// The kind of the first hypothesis.
  var firstKind: String? { hypotheses.first.flatMap { findings[$0.finding].kind } }
  /// Whether a cause is named.
  var namesCause: Bool { if case .cause = decision { true } else { false } }
}
