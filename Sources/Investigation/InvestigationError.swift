/// A reason why an investigation has no report.
package enum InvestigationError: Error, Equatable {
  /// The inquiry names no evidence.
  case noEvidence
  /// None of the evidence could be read; a line of explanation for each path.
  case nothingReadable([String])
}

extension InvestigationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noEvidence:
      "There is no evidence to read. Name a folder or file: gumshoe PATH."
    case .nothingReadable(let reasons):
      "None of the evidence could be read: " + reasons.joined(separator: "; ")
    }
  }
}
