import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What becomes of the alerts of a group, by what is known of each: pure.
///
/// A group is one session, not one an alert: whoever wrote `group_by` has said what belongs together,
/// one incident sets off many alerts, and an organisation may run few investigations at once. So the
/// alerts that begin to fire open one session, however many they are. What joins the group later asks
/// in that session, as long as it began near in time; so does an alert that comes back. Those that
/// were resolved ask in their session whether it is over. Each of it happens once.
struct AlertPlan: Hashable {
  /// What is asked next in a session.
  struct FollowUp: Hashable {
    var session: Session.ID
    /// The alerts that fire now and did not before.
    var fires: [Alert] = []
    /// The alerts that fired before and do not now.
    var resolved: [Alert] = []
  }

  /// The alerts that open a session; none where nothing new begins.
  private(set) var opening: [Alert] = []
  private(set) var followUps: [FollowUp] = []
  /// The alerts that were resolved and whose session takes no follow-up any more.
  private(set) var settled: [Alert] = []
  /// The sessions that the alerts belong to already, the one that began last first.
  private(set) var known: [Session.ID] = []

  /// Whether all of it was told of before.
  var changesNothing: Bool { opening.isEmpty && followUps.isEmpty && settled.isEmpty }

  /// Alerts of a group that begin no further apart belong to the same incident, in seconds.
  ///
  /// A group without end, with an alert in it that always fires, would have one session for ever.
  static let sameIncident: TimeInterval = 3600

  /// Plans for alerts, with the newest known episode of each by its fingerprint.
  init(_ alerts: [Alert], past: [String: KnownAlert]) {
    let alerts = Self.distinct(alerts)
    let related = Set(alerts.compactMap { past[$0.fingerprint] }).sorted {
      ($0.startedAt, $0.session.rawValue) > ($1.startedAt, $1.session.rawValue)
    }
    for known in related where !self.known.contains(known.session) {
      self.known.append(known.session)
    }
    var fresh: [Alert] = []
    for alert in alerts {
      guard let known = past[alert.fingerprint], alert.startsAt <= known.startedAt else {
        // Of what was resolved before anything was heard of it there is nothing to find out.
        if alert.status == .firing { fresh.append(alert) }
        continue
      }
      guard alert.status == .resolved, !known.isResolved, alert.startsAt == known.startedAt else {
        continue
      }
      if known.status == .failed {
        settled.append(alert)
      } else {
        ask(in: known.session) { $0.resolved.append(alert) }
      }
    }
    guard let first = fresh.first else { return }
    let joined = related.first {
      $0.status != .failed
        && abs($0.startedAt.timeIntervalSince(first.startsAt)) <= Self.sameIncident
    }
    if let joined {
      ask(in: joined.session) { $0.fires = fresh }
    } else {
      opening = fresh
    }
  }

  private mutating func ask(in session: Session.ID, _ change: (inout FollowUp) -> Void) {
    if let index = followUps.firstIndex(where: { $0.session == session }) {
      change(&followUps[index])
    } else {
      var followUp = FollowUp(session: session)
      change(&followUp)
      followUps.append(followUp)
    }
  }

  /// The alerts in the order of their beginning, each fingerprint once: its newest episode.
  private static func distinct(_ alerts: [Alert]) -> [Alert] {
    var newest: [String: Alert] = [:]
    for alert in alerts {
      if let other = newest[alert.fingerprint],
        (other.startsAt, other.status.rawValue) >= (alert.startsAt, alert.status.rawValue)
      {
        continue
      }
      newest[alert.fingerprint] = alert
    }
    return newest.values.sorted { ($0.startsAt, $0.fingerprint) < ($1.startsAt, $1.fingerprint) }
  }
}

/// The newest episode that is known of an alert.
struct KnownAlert: Hashable {
  var session: Session.ID
  /// Where that session stands.
  var status: SessionStatus
  var startedAt: Date
  var isResolved: Bool
}
