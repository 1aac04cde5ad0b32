import SessionsAPI

/// A numbered table of sessions, and how it was made.
package struct SessionListing: Sendable {
  package var rows: [SessionRow]
  /// What the table leaves out, and why; sentences.
  package var remarks: [String]
  /// The sessions as they were listed.
  let sessions: [Session]
  let current: Session.ID?
  /// Whether this machine made it of what it knew, which may be old.
  package internal(set) var isFromMemory: Bool

  /// The remarks in one, nil where there are none.
  package var remark: String? {
    remarks.isEmpty ? nil : remarks.joined(separator: " ")
  }
}
