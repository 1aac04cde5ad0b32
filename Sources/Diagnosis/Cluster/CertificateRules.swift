import Evidence

/// Certificates that are over, of the wrong name, or not issued.
enum CertificateRules {
  private static let over = [
    "certificate has expired", "certificate expired", "certificate is expired", "not after",
    "cert_has_expired", "certificate has expired or is not yet valid", "alert certificate expired",
  ]
  private static let foreign = [
    "no alternative certificate subject name matches", "hostname mismatch", "is valid for",
    "doesn't match", "altnames", "err_cert_common_name_invalid", "does not match certificate",
  ]

  /// Certificates that expired, with what should have renewed them.
  static func expired(_ health: ClusterHealth) -> [Contradiction] {
    let cluster = health.cluster
    let now = cluster.of("Moment").map { $0.value("iso") }.max() ?? ""
    let sign = entry(over, health)
    return Dictionary(grouping: cluster.of("X509"), by: \.name).sorted { $0.key < $1.key }
      .compactMap {
        name, all -> Contradiction? in
        guard
          let end = all.lazy.compactMap({ $0.field("notAfter") }).max(by: { $0.value < $1.value })
        else {
          return nil
        }
        let mark = all.lazy.compactMap { $0.field("state") }.first { $0.value.contains("EXPIRED") }
        let isOver = mark != nil || !now.isEmpty && end.value < now
        guard isOver else { return nil }
        let renewal = renewal(cluster)
        let felt = sign.flatMap {
          $0.text.contains(name) || isOnlyOver(name, now, cluster) ? $0 : nil
        }
        return Contradiction(
          "certificate-over", of: name,
          "its certificate expired at \(end.value)"
            + (renewal.map { " and was not renewed, for \($0.words)" } ?? ""),
          [end.sample, renewal?.sample, mark?.sample, felt?.sample],
          felt == nil && renewal == nil ? .likely : .proven, names: renewal.map { [$0.unit] } ?? [])
      }
  }

  private static func isOnlyOver(_ name: String, _ now: String, _ cluster: Cluster) -> Bool {
    !cluster.of("X509").contains {
      $0.name != name
        && ($0.value("state").contains("EXPIRED")
          || !now.isEmpty && !$0.value("notAfter").isEmpty && $0.value("notAfter") < now)
    }
  }

  /// What should renew certificates and does not: a timer that is off or failed, a unit that failed.
  private static func renewal(_ cluster: Cluster) -> (words: String, unit: String, sample: Sample)?
  {
    let units = cluster.of("Unit").filter { unit in
      renewers.contains(where: unit.name.lowercased().contains)
    }
    for unit in units {
      if let state = UnitRules.state(of: unit) {
        return ("`\(unit.name)` is \(state.value)", unit.name, state.sample)
      }
    }
    for unit in units where unit.value("active") == "failed" {
      guard let sample = unit.field("active")?.sample else { continue }
      return ("`\(unit.name)` failed", unit.name, sample)
    }
    return nil
  }

  private static let renewers = ["certbot", "acme", "lego", "dehydrated", "renew", "step-ca"]

  /// Certificates that are not of the name that is asked for.
  static func names(_ health: ClusterHealth) -> [Contradiction] {
    guard let hit = entry(foreign, health) else { return [] }
    return health.cluster.of("X509").compactMap { certificate in
      let names = certificate.below("names[").map(\.field)
      let words = hit.text.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }.map {
        String($0)
      }
      guard !names.isEmpty,
        let host = words.first(where: { word in
          word.contains(".") && word.last?.isLetter == true && word.first?.isLetter == true
            && names.contains { Self.domain(of: $0.value) == Self.domain(of: word) }
            && !names.contains { Self.covers($0.value, word) }
        })
      else { return nil }
      return Contradiction(
        "certificate-other-name", of: host,
        "the certificate that it shows is of \(names.map { "`\($0.value)`" }.joined(separator: ", ")),"
          + " and not of `\(host)`",
        [names[0].sample, hit.sample])
    }
  }

  private static func domain(of name: String) -> String {
    name.split(separator: ".").suffix(2).joined(separator: ".")
  }

  /// Whether a name of a certificate, perhaps `*.shop.test`, is that of a host.
  static func covers(_ name: String, _ host: String) -> Bool {
    guard name.hasPrefix("*.") else { return name == host }
    return host.hasSuffix(name.dropFirst())
      && host.split(separator: ".").count == name.split(separator: ".").count
  }

  /// Certificates of cert-manager that are not ready.
  static func unissued(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.of("Certificate").compactMap { certificate in
      guard let ready = certificate.field("status.conditions[Ready].status"), ready.value == "False"
      else { return nil }
      let message = certificate.field("status.conditions[Ready].message")
      let secret = certificate.field("spec.secretName")
      let issuer = certificate.field("spec.issuerRef.name")
      let kind = certificate.value("spec.issuerRef.kind")
      let missing = issuer.flatMap {
        health.cluster.lacks(kind.isEmpty ? "Issuer" : kind, $0.value, in: certificate.namespace)
      }
      // What was begun for it says where it is stuck.
      let stuck = stuck(certificate, health.cluster)
      return Contradiction(
        "certificate-not-issued", of: certificate.name,
        "its certificate" + (secret.map { " for the secret `\($0.value)`" } ?? "")
          + " is not issued"
          + (missing == nil ? "" : ", for the issuer `\(issuer?.value ?? "")` does not exist")
          + ((stuck ?? message).map { ": \(EventRules.short($0.value))" } ?? ""),
        [message?.sample ?? ready.sample, stuck?.sample, issuer?.sample, missing?.sample],
        missing == nil && stuck == nil ? .likely : .proven)
    }
  }

  /// Why a certificate's challenge or order goes no further, as the latest says it; nil where none does.
  ///
  /// cert-manager names them after what they are for: certificate `web`, request `web-3`, order `web-3-289`,
  /// challenge `web-3-289-319`.
  private static func stuck(
    _ certificate: ClusterObject, _ cluster: Cluster
  ) -> ClusterObject.Field? {
    func revision(_ object: ClusterObject) -> Int {
      let rest = object.name.dropFirst(certificate.name.count + 1)
      return Int(rest.prefix(while: \.isNumber)) ?? 0
    }
    let begun = ["Challenge", "Order", "CertificateRequest"].flatMap(cluster.of).filter { object in
      object.namespace == certificate.namespace && object.name.hasPrefix(certificate.name + "-")
        && object.name.dropFirst(certificate.name.count + 1).allSatisfy {
          $0.isNumber || $0 == "-"
        }
        && stopped.contains(object.value("status.state").lowercased())
    }
    let latest = begun.map(revision).max()
    return begun.lazy.filter { revision($0) == latest }.compactMap { $0.field("status.reason") }
      .first { $0.value.contains(" ") }
  }

  /// States of challenges and orders that did not come through.
  private static let stopped: Set<String> = ["pending", "invalid", "errored", "expired"]

  /// The entry of a log, or the test of a connection, that says one of some words.
  private static func entry(
    _ words: [String], _ health: ClusterHealth
  ) -> (text: String, sample: Sample)? {
    for test in health.cluster.of("Connection") {
      for field in test.all("says") where LogSearch.holds(field.value, words) {
        return (field.value + " " + test.name, field.sample)
      }
    }
    for service in health.cluster.logs.keys.sorted() {
      for observation in health.cluster.logs[service] ?? [] {
        if let sample = observation.samples.first(where: { LogSearch.holds($0.text, words) }) {
          return (sample.text, sample)
        }
      }
    }
    return nil
  }
}
