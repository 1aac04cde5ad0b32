package import SessionsAPI

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// A group of alerts with all that is needed to ask about it: who tells of it, when, what is read.
package struct AlertNotice: Sendable {
  package var group: AlertGroup
  package var principal: Principal
  package var evidence: [EvidenceLocation]
  package var receivedAt: Date

  package init(
    _ group: AlertGroup, from principal: Principal, evidence: [EvidenceLocation],
    receivedAt: Date
  ) {
    self.group = group
    self.principal = principal
    self.evidence = evidence
    self.receivedAt = receivedAt
  }

  /// The session that alerts open; nil where there are none.
  func session(opening alerts: [Alert]) -> NewSession? {
    guard let first = alerts.first else { return nil }
    let question = AlertWords.question(alerts, truncated: group.truncated)
    return NewSession(
      id: .init(), principal: principal,
      draft: SessionDraft(
        input: question, idempotencyKey: first.idempotencyKey, time: first.startsAt),
      title: AlertWords.title(alerts, truncated: group.truncated), turn: turn(question),
      evidence: evidence)
  }

  /// The turn that goes on with a session.
  func turn(_ followUp: AlertPlan.FollowUp) -> NewTurn {
    turn(AlertWords.question(followUp))
  }

  private func turn(_ input: String) -> NewTurn {
    NewTurn(
      input: input, thinkingMode: .auto, questionID: .init(), answerID: .init(),
      createdAt: receivedAt, evidence: evidence)
  }
}

/// What became of a group of alerts.
package enum AlertOutcome: Sendable {
  /// A session was opened.
  case opened(Session)
  /// A session took a follow-up.
  case followed(FollowUpReceipt)
  /// Nothing is new; the session that the alerts belong to.
  case known(Session)
  /// They were resolved before anything was heard of them.
  case nothing
}

/// What a group of alerts changed in a store.
package struct AlertChange: Sendable {
  package var outcome: AlertOutcome
  /// The sessions that have a turn now.
  package var asked: [Session.ID]
}
