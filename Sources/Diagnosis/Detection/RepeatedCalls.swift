import Evidence
import Timeline

/// Finds operations that began to make many calls of one kind in a request: the cause is who calls.
struct RepeatedCalls: Detector {
  /// The detector's name, as findings hold it.
  static let name = "repeated-calls"
  var name: String { Self.name }

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    guard let requests = evidence.requests else { return [] }
    var told: Set<String> = []
    return RepeatedCall.all(in: requests).compactMap { call in
      // Of a service the clearest is enough.
      guard told.insert(call.caller.service).inserted else { return nil }
      let version = NewVersion.of(call.spans, in: requests).map { ", \($0)" } ?? ""
      var finding = Finding(
        detector: name, service: call.caller.service, kind: name,
        strength: Finding.strength(ofRequests: call.spans.count), detail: call.words + version,
        spans: call.spans, of: requests.now, names: [call.callee].compactMap { $0 })
      if let since = call.since, let end = finding?.period?.upperBound {
        finding?.period = TimeWindow(from: Instant(microseconds: since), through: end)
      }
      return finding
    }
  }
}
