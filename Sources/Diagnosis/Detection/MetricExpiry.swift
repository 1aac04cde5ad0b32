import Evidence
import Timeline

/// Finds certificates that ran out within the evidence, of metrics that tell when each does.
///
///     probe_ssl_earliest_cert_expiry instance=https://ledger:8443   1747749600, at 14:05
struct MetricExpiry: Detector {
  let name = "metric-expiry"

  func findings(in evidence: ObservedEvidence) -> [Finding] {
    evidence.metrics.runs.compactMap { run in
      guard Self.isExpiry(run.name), let period = Self.expired(run) else { return nil }
      return Finding(
        detector: name, run, kind: "certificate-expired", period: period, in: evidence,
        strength: 1, detail: "its certificate ran out",
        isOngoing: run.times.last == period.upperBound)
    }
  }

  /// Whether a metric tells when a certificate ends, in seconds since 1970.
  private static func isExpiry(_ name: String) -> Bool {
    let tokens = MetricKind.tokens(name)
    return tokens.contains(where: ends.contains) && tokens.contains(where: certificates.contains)
  }

  private static let ends: Set<String> = [
    "expiry", "expiration", "expires", "expire", "after", "notafter", "expirytime",
  ]
  private static let certificates: Set<String> = [
    "cert", "certs", "certificate", "certificates", "ssl", "tls", "x509",
  ]

  /// From when the certificate had run out until a new one was seen; nil where it was valid all along.
  private static func expired(_ run: MetricRun) -> TimeWindow? {
    let late = zip(run.times, run.values).filter { time, value in
      value > 1e9 && value * 1000 <= Double(time.milliseconds)
    }.map(\.0)
    guard let first = late.first, let last = late.last, let begin = run.times.first, first > begin
    else { return nil }
    return TimeWindow(from: first, through: last)
  }
}
