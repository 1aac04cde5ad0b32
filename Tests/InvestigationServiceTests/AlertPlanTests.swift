import FoundationEssentials
import SessionsAPI
import Testing

@testable import InvestigationService

/// What becomes of alerts, by what is known of them.
@Suite struct AlertPlanTests {
  private static let start = Date(timeIntervalSince1970: 1_769_853_900)
  private let session = Session.ID()

  private func alert(
    _ fingerprint: String, _ status: Alert.Status = .firing, after seconds: Double = 0
  ) -> Alert {
    Alert(
      status: status, labels: ["alertname": fingerprint],
      startsAt: Self.start.addingTimeInterval(seconds), fingerprint: fingerprint)
  }

  private func known(
    in session: Session.ID, _ status: SessionStatus = .idle, after seconds: Double = 0,
    isResolved: Bool = false
  ) -> KnownAlert {
    KnownAlert(
      session: session, status: status, startedAt: Self.start.addingTimeInterval(seconds),
      isResolved: isResolved)
  }

  @Test func `a group that nothing is known of opens one session, earliest alert first`() {
    let plan = AlertPlan(
      [alert("b", after: 5), alert("gone", .resolved), alert("a")], past: [:])
    #expect(plan.opening.map(\.fingerprint) == ["a", "b"])
    #expect(plan.followUps.isEmpty && plan.known.isEmpty && !plan.changesNothing)
  }

  @Test func `what was told of changes nothing`() {
    let past = ["a": known(in: session), "b": known(in: session, isResolved: true)]
    let plan = AlertPlan([alert("a"), alert("b", .resolved)], past: past)
    #expect(plan.changesNothing && plan.known == [session])
    #expect(AlertPlan([alert("c", .resolved)], past: [:]).changesNothing)
  }

  @Test func `an older episode than the known one changes nothing`() {
    let plan = AlertPlan([alert("a", .resolved, after: -60)], past: ["a": known(in: session)])
    #expect(plan.changesNothing)
  }

  @Test func `an alert that was resolved asks in its session, with one that joins`() {
    let plan = AlertPlan(
      [alert("a", .resolved), alert("b", after: 600)], past: ["a": known(in: session)])
    #expect(plan.opening.isEmpty)
    #expect(
      plan.followUps == [
        .init(
          session: session, fires: [alert("b", after: 600)], resolved: [alert("a", .resolved)])
      ])
  }

  @Test(arguments: [(3600.0, true), (3601, false), (-3600, true)])
  func `what joins the group asks in its session for an hour`(after: Double, joins: Bool) {
    let plan = AlertPlan([alert("a"), alert("b", after: after)], past: ["a": known(in: session)])
    #expect(plan.followUps.isEmpty != joins)
    #expect(plan.opening.isEmpty == joins)
  }

  @Test func `an alert that comes back asks in its session, later opens another`() {
    let past = ["a": known(in: session, isResolved: true)]
    #expect(AlertPlan([alert("a", after: 600)], past: past).followUps.count == 1)
    let later = AlertPlan([alert("a", after: 7200)], past: past)
    #expect(later.opening.count == 1 && later.followUps.isEmpty)
  }

  @Test func `a session that has failed is asked nothing more`() {
    let past = ["a": known(in: session, .failed)]
    let plan = AlertPlan([alert("a", .resolved), alert("b")], past: past)
    #expect(plan.settled.map(\.fingerprint) == ["a"])
    #expect(plan.opening.map(\.fingerprint) == ["b"] && plan.followUps.isEmpty)
  }

  @Test func `of one fingerprint in a group the newest episode counts`() {
    let plan = AlertPlan([alert("a", after: 9), alert("a", .resolved), alert("a")], past: [:])
    #expect(plan.opening == [alert("a", after: 9)])
  }
}
