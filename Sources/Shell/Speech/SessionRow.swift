package import SessionsAPI
import Terminal

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// A row of the table of sessions.
package struct SessionRow: Hashable, Sendable {
  /// The number that `/switch` takes, from 1.
  package var number: Int
  package var id: Session.ID
  package var title: String
  package var status: SessionStatus
  package var createdAt: Date
  package var updatedAt: Date?
  /// The user's messages; nil where this machine has not seen the transcript as it is now.
  package var turns: Int?
  /// Answers that were not shown here; at least 1 where something changed that was not seen.
  package var unread: Int
  package var isCurrent: Bool
  /// The lines of this shell that wait to be sent.
  package var queued = 0
  /// Seconds since the turn began that this shell follows, and what it is doing.
  package var elapsed: Double?
  package var progress: Progress?
  /// Whether the service can't be reached meanwhile.
  package var isCutOff = false
  /// Whether a line of this shell waits for `/retry`.
  package var isUnsent = false

  package init(
    number: Int, id: Session.ID, title: String, status: SessionStatus, createdAt: Date,
    updatedAt: Date?, turns: Int?, unread: Int, isCurrent: Bool
  ) {
    self.number = number
    self.id = id
    self.title = title
    self.status = status
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.turns = turns
    self.unread = unread
    self.isCurrent = isCurrent
  }
}

extension SessionRow {
  /// What the session is doing, in words: `running 0:12 reading logs 3/9 +1 queued`.
  package var activity: String {
    var words = [isUnsent ? "not sent" : isCutOff ? "reconnecting" : status.words]
    if let elapsed { words.append(ElapsedTime.text(seconds: elapsed)) }
    if let progress, !isCutOff {
      words.append("\(progress.step) \(progress.done)/\(progress.total)")
    }
    if queued > 0 { words.append("+\(queued) queued") }
    return words.joined(separator: " ")
  }
}

extension SessionStatus {
  /// The status as people read it.
  var words: String {
    switch self {
    case .running, .followUpRunning: "running"
    case .idle: "idle"
    case .failed: "failed"
    }
  }
}
