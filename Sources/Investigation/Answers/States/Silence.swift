import Evidence
import Timeline

/// A time in which a service wrote nothing although it did before and after, or never again.
struct Silence {
  /// The last entry before it.
  var before: Sample
  /// The first after it; nil where none came.
  var after: Sample?
  let times: TimeText

  /// Whether a question asks for the last sign of something.
  static func isAskedFor(_ question: Question) -> Bool {
    let words = Stem.words(question.beginning)
    let text = " " + words.joined(separator: " ") + " "
    return words.contains("last")
      && ["sign of life", "heard", "alive", "signs of life", "heartbeat before"].contains {
        text.contains(" \($0) ")
      }
  }

  /// The longest silence of some services that begins before an onset and outlasts it, which tells of
  /// it; where some end, those.
  static func around(
    _ onset: Instant?, _ services: [String], _ desk: Desk
  ) async throws -> Silence? {
    guard let onset else { return nil }
    var best: (length: Int64, silence: Silence)?
    for service in services {
      var scope = Scope()
      scope.services = [service]
      let buckets = try await AggregateTool.call(Aggregate(scope: scope, by: .time(width)), desk)
        .groups
      for (index, group) in buckets.enumerated() {
        let next = buckets[safe: index + 1]
        guard let from = group.last.time?.instant, from <= onset.advanced(by: width) else {
          continue
        }
        let end = next?.first.time?.instant ?? desk.catalog.window?.upperBound ?? from
        let length = end.distance(from: from)
        guard end > onset.advanced(by: width / 60), length > 5 * width else { continue }
        let (ends, known) = (next != nil, best.map { $0.silence.after != nil })
        guard known == nil || (known == ends ? length > best?.length ?? 0 : ends) else { continue }
        best = (
          length, Silence(before: group.last, after: next?.first, times: desk.times)
        )
      }
    }
    return best?.silence
  }

  /// A minute, in milliseconds: silences of five are no pauses.
  private static let width: Int64 = 60_000

  /// The last entry in a sentence.
  func last(_ report: inout ReportBuilder) -> Report.Claim {
    let number = report.cite(before)
    let time = before.time.map { times.full($0.instant) } ?? "an unknown time"
    return .init(
      "The last entry of \(MarkdownText.name(before.service)) before it fell silent was at "
        + "\(time): \(report.quote(number)) [\(number)].", exhibits: [number])
  }

  /// When it wrote again, in a sentence.
  func returned(_ report: inout ReportBuilder) -> Report.Claim {
    let name = MarkdownText.name(before.service)
    guard let after, let time = after.time else {
      return .init("\(name) wrote nothing after that.")
    }
    let number = report.cite(after)
    let pause = before.time.map {
      " after \(TimeText.length(time.instant.distance(from: $0.instant))) of silence"
    }
    return .init(
      "\(name) was back at \(times.full(time.instant))\(pause ?? ""): "
        + "\(report.quote(number)) [\(number)].", exhibits: [number])
  }
}
