/// What a log line says has happened, in the vocabulary of incidents.
package enum Signal: String, Hashable, Sendable, Codable, CaseIterable {
  // Changes that people or controllers make.
  case configuration, deployment, scaling, failover, restart
  // States of a service itself.
  case saturation, memory, disk, certificate, credentials, lock, schema, quota, clock, hardware
  case crash, codeFault, dataFault
  // The way to something else.
  case nameResolution, network, unreachable
  // What others make of it.
  case timeout, slowness, upstream, retry, denied, failure
  case recovery
}

extension Signal {
  /// Returns whether this is something that was done to a service, not something that befell it.
  var isChange: Bool {
    switch self {
    case .configuration, .deployment, .scaling, .failover, .restart: true
    default: false
    }
  }

  /// How far this goes to explain trouble by itself, from 0 to 1.
  ///
  /// A state of the service itself explains; what it reports of others is a symptom.
  var weight: Double {
    switch self {
    case .saturation, .memory, .disk, .certificate, .schema, .hardware: 1
    case .credentials, .lock, .quota, .crash: 0.9
    case .configuration, .nameResolution, .clock, .dataFault: 0.85
    case .codeFault, .failover, .deployment: 0.75
    case .network: 0.7
    case .unreachable: 0.6
    case .restart: 0.5
    case .failure, .denied: 0.35
    case .scaling: 0.3
    case .timeout, .upstream: 0.25
    case .slowness: 0.2
    case .retry: 0.1
    case .recovery: 0
    }
  }

  /// Returns whether this is a state of the one who logs it, even where the line names another.
  var isInternal: Bool { weight >= 0.75 && self != .nameResolution && self != .credentials }

  /// A change, with its article.
  var noun: String {
    switch self {
    case .configuration: "a configuration change"
    case .deployment: "a deployment"
    case .scaling: "a scaling"
    case .failover: "a failover"
    case .restart: "a restart"
    default: "a change"
    }
  }

  /// What happened, to stand behind a service's name.
  var words: String {
    switch self {
    case .configuration: "had its configuration changed"
    case .deployment: "was deployed anew"
    case .scaling: "was scaled"
    case .failover: "failed over"
    case .restart: "restarted"
    case .saturation: "exhausted a limited resource"
    case .memory: "ran out of memory"
    case .disk: "ran out of disk space"
    case .certificate: "failed on a certificate"
    case .credentials: "was refused with its credentials"
    case .lock: "was blocked on a lock"
    case .schema: "ran into a schema that does not fit"
    case .quota: "was throttled by a limit"
    case .clock: "ran into a clock fault"
    case .hardware: "had a hardware or input/output fault"
    case .crash: "crashed"
    case .codeFault: "failed in its own code"
    case .dataFault: "ran into bad data"
    case .nameResolution: "could not resolve a name"
    case .network: "lost the network route to what it depends on"
    case .unreachable: "lost contact with what it depends on"
    case .timeout: "ran into timeouts"
    case .slowness: "became slow"
    case .upstream: "was failed by what it calls"
    case .retry: "had to retry"
    case .denied: "denied access"
    case .failure: "reported errors"
    case .recovery: "recovered"
    }
  }
}
