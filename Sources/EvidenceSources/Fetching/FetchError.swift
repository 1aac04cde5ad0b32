package import Investigation

/// Why nothing could be fetched at all.
package enum FetchError: Error, Hashable, Sendable {
  case noSession
  case notKept(folder: String, reason: String)
  /// None of the sources gave anything, and nothing else is to be read.
  case nothing([Inquiry.Unseen])
}

extension FetchError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noSession: "Remote sources are asked for sessions only."
    case .notKept(let folder, let reason):
      "What was fetched can't be kept in '\(folder)': \(reason). Make room, or correct its mode."
    case .nothing(let unseen):
      "None of the sources gave evidence. "
        + unseen.map { "\($0.source): \($0.reason)" }.joined(separator: " ")
    }
  }
}
