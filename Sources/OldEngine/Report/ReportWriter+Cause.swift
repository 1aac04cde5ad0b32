extension ReportWriter {
  /// Words the verdict on a cause, in the order of a whole report.
  mutating func cause(_ verdict: Verdict) {
    draft.add("Answer", [answer(verdict)])
    draft.add("Confidence", [confidence(verdict)])
    draft.add("Suspects", suspects(verdict))
    draft.addEvidence()
    draft.add("Path", path(verdict))
    draft.add("Change", changeBefore(verdict))
    draft.add("Impact", verdict.isProven ? impactLines(verdict) : [])
    draft.add("Timeline", verdict.isProven ? timelineLines(verdict) : [])
    draft.add("Ruled out", ruledOut(verdict))
    draft.add("Not seen", notSeen())
    draft.add("Next checks", nextChecks(verdict))
  }

  /// Words a question that a part of the report answers: that part first, then what it rests on.
  mutating func part(_ lines: [String], of verdict: Verdict) {
    draft.add("Answer", lines)
    draft.add("Cause", [answer(verdict)])
    draft.add("Confidence", [confidence(verdict)])
    draft.addEvidence()
    draft.add("Not seen", notSeen())
  }

  private func confidence(_ verdict: Verdict) -> String {
    "\(verdict.confidence.level.rawValue.capitalizedFirst): \(verdict.confidence.reason)."
  }
}

extension String {
  /// The text with its first letter in upper case.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
