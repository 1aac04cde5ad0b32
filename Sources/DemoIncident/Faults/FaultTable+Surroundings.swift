extension FaultTable {
  /// Something wrong in what the service needs from outside.
  static let surroundings: [FaultScript] = [
    FaultScript(
      kind: .certificate,
      errors: [
        "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: "
          + "current time is after 2026-03-10T09:59:59Z"
      ],
      markers: ["x509"], callers: .failed),
    FaultScript(
      kind: .certificate,
      errors: [
        "javax.net.ssl.SSLHandshakeException: PKIX path validation failed: validity check failed"
      ],
      trace: ["Caused by: java.security.cert.CertificateExpiredException: NotAfter: Tue Mar 10"],
      markers: ["PKIX path validation", "CertificateExpiredException"], callers: .failed),
    FaultScript(
      kind: .certificate,
      errors: [
        "SSL_do_handshake() failed (SSL: error:0A000086:SSL routines::certificate verify failed:"
          + "certificate has expired)"
      ],
      markers: ["SSL_do_handshake"], callers: .timeout),
    FaultScript(
      kind: .nameResolution,
      errors: ["dial tcp: lookup vault.internal on 10.96.0.10:53: no such host"],
      markers: ["no such host"], callers: .failed),
    FaultScript(
      kind: .nameResolution,
      errors: [
        "java.net.UnknownHostException: kms.eu-west-1.internal: Temporary failure in name resolution"
      ],
      markers: ["UnknownHostException"], callers: .failed),
    FaultScript(
      kind: .nameResolution, errors: ["getaddrinfo EAI_AGAIN rates.example.net"],
      markers: ["EAI_AGAIN"], callers: .timeout),
    FaultScript(
      kind: .credentials, change: "secret {service}/db rotated, version {new} is active",
      errors: ["password authentication failed for user \"app_rw\""],
      markers: ["password authentication failed", "rotated"], callers: .failed),
    FaultScript(
      kind: .credentials, change: "signing key rotated, kid is now 2026-03",
      errors: ["provider answered 401: invalid api key"],
      markers: ["invalid api key", "signing key rotated"], callers: .failed),
    FaultScript(
      kind: .credentials,
      errors: ["Access denied for user 'svc'@'{address}' (using password: YES)"],
      markers: ["Access denied for user"], callers: .failed),
    FaultScript(
      kind: .clock, warnings: ["system clock is off by 412.7 seconds"],
      errors: ["token used before it was issued (iat lies 412 s ahead), clock skew too large"],
      markers: ["clock"], callers: .failed),
    FaultScript(
      kind: .clock, errors: ["JWT not yet valid: nbf is {count} s ahead, clock skew above 30 s"],
      markers: ["JWT not yet valid"], callers: .failed),
  ]
}
