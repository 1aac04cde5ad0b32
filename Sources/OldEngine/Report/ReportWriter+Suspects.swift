import Timeline

extension ReportWriter {
  private static let mostSuspects = 5

  /// The suspects, one line each; a lone one is in the answer already.
  mutating func suspects(_ verdict: Verdict) -> [String] {
    guard verdict.suspects.count > 1 else { return [] }
    return verdict.suspects.prefix(Self.mostSuspects).enumerated().map { place, suspect in
      let mark = draft.cite(suspect.main)
      return "\(place + 1). \(draft.name(suspect.service)) — \(reason(suspect)), from "
        + "\(times.short(suspect.onset)) \(mark)"
    }
  }

  /// Why a service is suspected, in words.
  func reason(_ suspect: Suspect) -> String {
    var parts = [suspect.main.verb]
    if let change = suspect.change { parts.append("after \(change.signal.noun)") }
    if !suspect.blamedBy.isEmpty {
      parts.append("named by failures of \(draft.names(suspect.blamedBy))")
    }
    return parts.joined(separator: "; ")
  }

  /// Why each of the other suspects lost.
  mutating func ruledOut(_ verdict: Verdict) -> [String] {
    guard verdict.isProven, let first = verdict.suspects.first else { return [] }
    return verdict.suspects.dropFirst().prefix(Self.mostSuspects).map { suspect in
      let mark = draft.cite(suspect.main)
      return "- \(draft.name(suspect.service)): \(lostTo(first, suspect)) \(mark)"
    }
  }

  /// Why a suspect lost to the first, in words.
  func lostTo(_ first: Suspect, _ suspect: Suspect) -> String {
    if suspect.main.shape == .needle {
      return "only \(times.lines(suspect.main.count)) of it, which may be chance"
    }
    if !suspect.blames.isEmpty, !suspect.isInternal {
      return "it reports failures of others (\(draft.names(suspect.blames))), no state of its own"
    }
    if !suspect.isReached { return "nothing ties it to the service where the trouble was felt" }
    if suspect.onset > first.onset {
      return "its trouble began later, at \(times.short(suspect.onset))"
    }
    if !suspect.isInternal { return "it shows symptoms only, no state of its own" }
    return "less speaks for it"
  }
}
