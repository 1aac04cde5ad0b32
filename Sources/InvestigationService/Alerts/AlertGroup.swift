import SessionsAPI

#if canImport(FoundationEssentials)
  package import FoundationEssentials
#else
  package import Foundation
#endif

/// What Alertmanager's webhook tells of a group of alerts, as far as anything here wants to know it.
///
/// Source: Alertmanager, "webhook_config", version 4 of its JSON.
package struct AlertGroup: Hashable, Sendable {
  /// The version that is understood: the only one since Alertmanager 0.6.
  package static let version = "4"

  /// The alerts, at least one; those that fire and those that were resolved since the last time.
  package var alerts: [Alert]
  /// How many more the group has, which Alertmanager left out (`max_alerts`).
  package var truncated: Int

  /// More than any Alertmanager holds, and few enough to be added to.
  package static let mostTruncated = 1_000_000_000

  package init(alerts: [Alert], truncated: Int = 0) {
    self.alerts = alerts
    self.truncated = truncated
  }
}

/// One alert: a time at which a condition began to hold, with its labels.
package struct Alert: Hashable, Sendable {
  /// Whether it still fires.
  package enum Status: String, Hashable, Sendable, Codable, CaseIterable {
    case firing, resolved
  }

  package var status: Status
  package var labels: [String: String]
  package var annotations: [String: String]
  /// When it began to fire, to the millisecond, as it is kept: repeats have to be known again.
  package let startsAt: Date
  /// When it was resolved; of one that fires, no time that means anything.
  package var endsAt: Date?
  /// Names its labels: it stays the same as often as the alert fires.
  package var fingerprint: String

  package init(
    status: Status, labels: [String: String], annotations: [String: String] = [:], startsAt: Date,
    endsAt: Date? = nil, fingerprint: String
  ) {
    self.status = status
    self.labels = labels
    self.annotations = annotations
    self.startsAt = Date(milliseconds: startsAt.milliseconds)
    self.endsAt = endsAt
    self.fingerprint = fingerprint
  }

  /// Scalars that a fingerprint may have: Alertmanager's has 16, in the key of a session's creation
  /// stands a time beside it.
  static let longestFingerprint = 64

  /// How the idempotency keys of sessions begin that alerts opened.
  static let keyMark = "alertmanager"

  /// What names the creation of the session that this alert opens.
  var idempotencyKey: String {
    "\(Self.keyMark)/\(fingerprint)/\(Timestamp.string(from: startsAt))"
  }
}

extension AlertGroup: Decodable {
  /// The fields that are read.
  package enum Field: String, CodingKey, CaseIterable {
    case version, alerts
    case truncated = "truncatedAlerts"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Field.self)
    guard try container.decode(String.self, forKey: .version) == Self.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: container, debugDescription: "not version \(Self.version)")
    }
    alerts = try container.decode([Alert].self, forKey: .alerts)
    guard !alerts.isEmpty else {
      throw DecodingError.dataCorruptedError(
        forKey: .alerts, in: container, debugDescription: "no alert")
    }
    truncated = try container.decodeIfPresent(Int.self, forKey: .truncated) ?? 0
    guard (0...Self.mostTruncated).contains(truncated) else {
      throw DecodingError.dataCorruptedError(
        forKey: .truncated, in: container, debugDescription: "no number of alerts")
    }
  }
}

extension Alert: Decodable {
  private enum CodingKeys: String, CodingKey {
    case status, labels, annotations, startsAt, endsAt, fingerprint
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      status: try container.decode(Status.self, forKey: .status),
      labels: try container.decodeIfPresent([String: String].self, forKey: .labels) ?? [:],
      annotations: try container.decodeIfPresent([String: String].self, forKey: .annotations)
        ?? [:],
      startsAt: try container.decode(Date.self, forKey: .startsAt),
      endsAt: try container.decodeIfPresent(Date.self, forKey: .endsAt),
      fingerprint: try container.decode(String.self, forKey: .fingerprint))
    guard (1...Self.longestFingerprint).contains(fingerprint.unicodeScalars.count),
      !fingerprint.utf8.contains(0)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .fingerprint, in: container, debugDescription: "empty, too long, or with U+0000")
    }
  }
}
