import Evidence
import Testing
import Timeline

@testable import Diagnosis

/// Whatever stands in evidence, a diagnosis ends and is the same again.
struct RobustnessTests {
  /// A small generator whose numbers are the same everywhere.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private static let pieces = [
    "err=\"", "caused by: ", ": ", "\\\"", "because ", "no space left", " 40 of 40 ", "> 1/0 ",
    "\u{301}",
    "error", "HTTP/1.1\" 5", "\u{0}", "svc-1", "svc-2 answered 500", "exit", "starting up",
    "1e999 ",
    "999999999999999999999999 of 1 ", "\u{FFFD}", "reason=", "}}", "panic: ", "0 errors",
  ]

  private static func observation(_ numbers: inout Numbers, _ index: Int) -> Observation {
    let text = (0..<Int.random(in: 0...6, using: &numbers)).map { _ in
      pieces.randomElement(using: &numbers) ?? ""
    }.joined()
    let instants: [Instant?] = [
      nil, .earliest, .latest, Instant(milliseconds: 0), Instant(milliseconds: Int64(index) * 977),
    ]
    let service = "svc-\(index % 3)"
    let samples = (0..<Int.random(in: 1...4, using: &numbers)).map { line in
      let instant = instants.randomElement(using: &numbers) ?? nil
      return Sample(
        reference: Reference(source: "files", locator: .line(path: service, number: line)),
        time: instant.map { Timestamp($0) }, level: Level.allCases.randomElement(using: &numbers),
        service: service, text: text)
    }
    let values: [Double] = [0, -1, 1, .nan, .infinity, 1e300]
    let points = samples.compactMap { $0.time?.instant }.map {
      Series.Point(time: $0, value: values.randomElement(using: &numbers) ?? 0)
    }
    return Observation(
      service: service, measure: .entries(template: text, level: nil),
      count: [0, 1, 5, Int.max / 4].randomElement(using: &numbers) ?? 1,
      values: Series(
        width: [0, 1, 1000, .max].randomElement(using: &numbers) ?? 0, points: points),
      samples: samples)
  }

  @Test(arguments: 0..<60)
  func `Any observations are diagnosed without a trap, and alike twice`(seed: UInt64) {
    var numbers = Numbers(state: seed)
    let observations = (0..<25).map { Self.observation(&numbers, $0) }
    let symptom = Symptom(
      services: ["svc-1"], words: ["exit"],
      window: TimeWindow(from: .earliest, through: Instant(milliseconds: 0)))
    let first = Diagnostician(observations: observations, catalog: Catalog())
      .diagnosis(of: symptom)
    let second = Diagnostician(observations: observations, catalog: Catalog())
      .diagnosis(of: symptom)
    #expect(first.decision == second.decision)
    #expect(first.hypotheses == second.hypotheses)
    for hypothesis in first.hypotheses {
      #expect((0...1).contains(hypothesis.score))
      #expect(!hypothesis.path.isEmpty && !hypothesis.reason.isEmpty)
      #expect(first.findings.indices.contains(hypothesis.finding))
    }
  }

  @Test func `An observation of another kind of evidence disturbs nothing`() {
    let (observations, catalog) = LogLines.read("10:00:00 E a | no space left on device")
    let metric = Observation(
      service: "a", measure: .metric(name: "cpu", unit: "%"), count: 1,
      values: Series(width: 0, points: []), samples: observations[0].samples)
    let diagnosis = Diagnostician(observations: [metric] + observations, catalog: catalog)
      .diagnosis(of: Symptom())
    #expect(diagnosis.firstKind == "disk-full")
  }
}
