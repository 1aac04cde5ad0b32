/// Who is who and may do what: certificates, keys, credentials, permissions, names.
extension FaultKind {
  static let identity: [FaultKind] = [
    FaultKind(
      id: "certificate-expired", role: .state, weight: 1, name: "an expired certificate",
      verb: "met a certificate that is expired or not valid yet",
      phrases: [
        "certificate expired", "certificate has expired", "certificate is expired",
        "certificate * expired", "cert expired", "cert has expired", "expired certificate",
        "certificate is not yet valid", "certificate * not yet valid",
        "certificate expir* exception",
        "certificate validity", "validity check failed", "current time * is after",
        "certificates * expired", "ca * has expired", "sec error expired certificate",
      ],
      words: ["certificate", "certificates", "tls", "ssl", "https", "expired"],
      nextChecks: [
        "`openssl s_client -connect SERVICE:443 | openssl x509 -noout -dates`",
        "what renews that certificate, and its log",
      ]),
    FaultKind(
      id: "revocation-list-expired", role: .state, weight: 1,
      name: "an expired list of revoked certificates",
      verb: "met a certificate revocation list (CRL) that is expired",
      phrases: [
        "crl has expired", "crl expired", "crl is expired", "revocation list * expired",
        "crl is too old",
      ],
      words: ["crl", "revocation", "certificate", "expired", "tls"],
      nextChecks: [
        "`openssl crl -in CRL -noout -nextupdate`", "what renews the CRL that SERVICE reads",
      ]),
    FaultKind(
      id: "account-locked", role: .state, weight: 1, name: "an account that is locked",
      verb: "found an account locked",
      phrases: [
        "account was locked", "account locked", "account is locked", "account has been locked",
        "account * locked out", "account lockout", "user * is locked", "locked out after",
        "account is disabled", "account was disabled", "account disabled", "data 775",
        "nt status account locked out", "status account locked out",
      ],
      words: ["locked", "account", "lockout"],
      nextChecks: ["which machine sent the wrong passwords, and who unlocked it"]),
    FaultKind(
      id: "certificate-name", role: .state, weight: 1, name: "a certificate for another name",
      verb: "met a certificate that is for another name",
      phrases: [
        "certificate is valid for", "certificate * not valid for", "certificate * doesn t match",
        "certificate * does not match", "hostname mismatch", "host name mismatch",
        "hostname * doesn t match", "hostname * does not match", "no subject alternative",
        "no alternative certificate subject", "ip sans", "common name * not match",
        "certificate common name", "altnames", "err tls cert altname invalid",
        "relies on legacy common name",
      ],
      words: ["certificate", "hostname", "tls"],
      nextChecks: [
        "`openssl s_client -connect SERVICE:443 | openssl x509 -noout -ext subjectAltName`"
      ]
    ),
    FaultKind(
      id: "certificate-untrusted", role: .state, weight: 0.95,
      name: "a certificate that is not trusted",
      verb: "met a certificate that it does not trust",
      phrases: [
        "unknown authority", "self signed certificate", "self signed cert",
        "local issuer certificate",
        "certificate verify failed", "certificate verification failed", "certificate verify error",
        "unable to verify * certificate", "failed to verify certificate", "certification path",
        "certificate * not trusted", "untrusted certificate", "pkix path", "unknown ca",
        "certificate unknown", "unknown certificate", "certificate revoked",
        "certificate invalid", "invalid certificate", "bad certificate", "certificate required",
        "no * client certificate", "ca md too weak", "certificate * rejected",
      ],
      words: ["certificate", "tls", "ssl", "trust"],
      nextChecks: ["the chain that SERVICE serves, and the CA bundle of its caller"]),
    FaultKind(
      id: "tls", role: .state, weight: 0.8, name: "a failed TLS handshake",
      verb: "could not agree on TLS",
      phrases: [
        "tls handshake error", "tls handshake fail*", "ssl handshake *", "handshake failure",
        "handshake failed", "handshake error", "x509", "no shared cipher", "no cipher",
        "does not look like a tls handshake", "http request to an https", "wrong version number",
        "tls alert", "ssl error", "tls error", "unsupported ssl", "key too small",
        "key values mismatch", "private key * not match", "peer not authenticated",
      ],
      words: ["tls", "ssl", "handshake"],
      nextChecks: ["`openssl s_client -connect SERVICE:443 -msg`"]),
    FaultKind(
      id: "sealed", role: .state, weight: 0.95, name: "a store of secrets that is sealed",
      verb: "was refused by a store of secrets that is sealed",
      phrases: [
        "is sealed", "vault sealed", "sealed vault", "barrier is sealed", "marked as sealed",
        "entering sealed", "needs to be unsealed", "must be unsealed", "waiting to be unsealed",
      ],
      words: ["sealed", "unseal", "vault", "secrets"],
      nextChecks: ["who restarted the store of secrets that SERVICE needs, and who can unseal it"]),
    FaultKind(
      id: "key-expired", role: .state, weight: 0.95, name: "an expired key or token",
      verb: "used a key or token that is expired",
      phrases: [
        "key * expired", "key expired", "past its not after", "past * not after", "token expired",
        "token is expired", "token has expired", "expired token", "jwt expired", "jwt * expired",
        "license * expired", "licence * expired", "license expired", "subscription expired",
        "credential* expired", "credentials have expired", "secret expired", "secret * expired",
        "password * expired", "password expired", "signature has expired", "signature expired",
        "lease expired", "grant expired", "expkeysig", "keys have expired", "keys are expired",
        "account * expired",
        "ticket expired", "token * no longer valid",
      ],
      words: ["key", "token", "license", "expired", "password"],
      nextChecks: ["the dates of the key or token that SERVICE names, and what renews it"]),
    FaultKind(
      id: "expired", role: .state, weight: 0.85, name: "something that expired",
      verb: "met something that is expired",
      phrases: [
        "has expired", "is expired", "have expired", "expired at", "expired on",
      ],
      words: ["expired", "validity"],
      nextChecks: ["the dates of what SERVICE says is expired, and what renews it"]),
    FaultKind(
      id: "credentials", role: .state, weight: 0.9, name: "credentials that are refused",
      verb: "had its credentials refused",
      phrases: [
        "password authentication failed", "authentication failed for user",
        "invalid credential*", "bad credential*", "wrong password", "invalid password",
        "incorrect password", "invalid username or password", "invalid api key",
        "api key * invalid",
        "invalid token", "token * invalid", "login failed for user", "access denied for user",
        "invalid client secret", "invalid client", "signature mismatch", "signature does not match",
        "invalid signature", "signature verification failed", "credential* rejected",
        "sasl authentication fail*", "no credentials",
        "no auth credentials", "authentication unsuccessful", "login denied", "noauth", "wrongpass",
        "username and password not accepted", "invalid access key", "authentication token",
        "bad username or password", "host key verification failed", "preauthentication failed",
        "kinit", "could not authenticate", "unable to authenticate", "no pg hba conf entry",
        "shared secret is incorrect", "shared secret * incorrect", "shared secret mismatch",
        "wrong shared secret", "failed to authenticate the request",
        "server failed to authenticate", "invalid message authenticator", "bad authenticator",
      ],
      words: ["password", "credentials", "login", "authentication"],
      nextChecks: ["which secret SERVICE uses, and when it was changed"]),
    FaultKind(
      id: "permission", role: .state, weight: 0.85, name: "a missing permission",
      verb: "was not permitted",
      phrases: [
        "permission denied", "policy rejection", "explicitly denied", "denied by policy",
        "rejected by policy", "blocked by policy", "eacces", "eperm", "operation not permitted",
        "not permitted",
        "insufficient permission*", "insufficient privilege*", "access denied exception",
        "access is denied", "access denied", "is forbidden", "403 forbidden", "forbidden user",
        "not authorized to", "is not authorized", "not authorised", "cannot list resource",
        "cannot get resource", "cannot create resource", "lacks permission", "missing permission*",
        "must be owner", "permission * too open", "unprotected private key", "avc denied",
        "apparmor denied", "selinux * prevent*", "must be superuser", "not allowed to",
      ],
      words: ["permission", "access", "rights", "forbidden"],
      nextChecks: [
        "`ls -lZ` of the path, and the user that SERVICE runs as", "its roles and bindings",
      ]
    ),
    FaultKind(
      id: "ports-used-up", role: .state, weight: 0.95, name: "local ports that are used up",
      verb: "has no local port left to connect from",
      phrases: [
        "cannot assign requested address", "can t assign requested address", "eaddrnotavail",
        "no local ports available", "ephemeral port* exhaust*", "out of ephemeral ports",
      ],
      words: ["ports", "sockets", "connections"],
      nextChecks: [
        "`ss -s` on SERVICE; whether connections are kept open; `net.ipv4.ip_local_port_range`"
      ]),
    FaultKind(
      id: "name-taken", role: .state, weight: 0.95, name: "a name or address that is taken",
      verb: "could not take a name or address that is in use",
      phrases: [
        "address already in use", "address in use", "eaddrinuse", "port * already in use",
        "port * in use", "port is already allocated", "already in use", "already allocated",
        "only one usage of each socket", "node already exists", "node exists",
        "already registered", "is already taken", "already taken", "duplicate * id",
        "duplicate broker", "duplicate node", "duplicate instance", "duplicate name",
        "already running", "another instance", "another process", "another server",
        "lock file * exists", "pid file * exists", "already being used", "already owned",
        "same * id", "conflicting * name",
        "name conflict", "could not bind", "cannot bind", "can t bind", "failed to bind",
        "unable to bind", "unable to lock", "failed to obtain node lock*",
        "ip address conflict", "duplicate address", "already a member",
      ],
      words: ["address", "port", "name", "bind"],
      nextChecks: ["`ss -ltnp | grep PORT`; who else runs as SERVICE with that name or id"]),
  ]
}
