/// A trouble that the messages of events name: by their reason and their words.
struct EventRow: Sendable {
  /// The ``FaultKind/id``.
  let kind: String
  /// Reasons of events; all where none is given.
  let reasons: Set<String>
  /// Words in lower case, of which one must stand in the message; none where the reason says it.
  let words: [String]
  /// What it means, in words that follow the app's name and a colon.
  let says: String
  /// Endings of paths in the object whose value is the other side of it.
  var sides: [String] = []
  var certainty = Contradiction.Certainty.proven

  init(
    _ kind: String, _ reasons: Set<String>, _ words: [String], _ says: String,
    sides: [String] = [], _ certainty: Contradiction.Certainty = .proven
  ) {
    self.kind = kind
    self.reasons = reasons
    self.words = words
    self.says = says
    self.sides = sides
    self.certainty = certainty
  }

  /// Whether a message of a reason tells of it.
  func fits(_ reason: String, _ text: String) -> Bool {
    guard reasons.isEmpty || reasons.contains(reason) else { return false }
    return words.isEmpty || LogSearch.holds(text, words)
  }

  /// All there are; what is special stands first.
  static let all: [EventRow] = starting + volumes + refused + scaled + timed + served

  private static let starting: [EventRow] = [
    EventRow(
      "image-architecture", [],
      ["exec format error", "no match for platform in manifest", "no matching manifest for"],
      "its image is built for another processor architecture than that of the node",
      sides: ["].image"]),
    EventRow(
      "image-rate-limit", [], ["toomanyrequests", "pull rate limit"],
      "the registry takes no more pulls for now (rate limit)", sides: ["].image"]),
    EventRow(
      "image-never-pulled", ["ErrImageNeverPull"], [],
      "its image is not on the node, and imagePullPolicy Never forbids to pull it",
      sides: ["].image"]),
    EventRow(
      "probe-command-missing", ["Unhealthy"],
      ["executable file not found", "no such file or directory"],
      "its probe runs a command that the image does not hold", sides: ["Probe.exec"]),
    EventRow(
      "probe-path", ["Unhealthy"], ["statuscode: 404"],
      "its probe asks for a path that the container does not have",
      sides: ["Probe.httpGet.path"]),
    EventRow(
      "command-missing", [],
      [
        "executable file not found", "exec user process caused: no such file",
        "no such file or directory: unknown", "exec: no command",
      ],
      "its container is to start a command that the image does not hold",
      sides: [".command[0]", "].image"]),
    EventRow(
      "command-not-executable", [], ["permission denied: unknown", "exec: permission denied"],
      "its container is to start a file that may not be executed", sides: [".command[0]"]),
    EventRow(
      "root-refused", [],
      ["image will run as root", "non-numeric user", "runasuser breaks non-root policy"],
      "runAsNonRoot forbids what its image does: run as root",
      sides: ["runAsNonRoot", "].image"]),
    EventRow(
      "mount-refused", [],
      [
        "read-only file system: unknown", "not a directory: unknown",
        "are you trying to mount a directory onto a file",
      ],
      "a mount of its container cannot be made", sides: [".subPath"]),
    EventRow(
      "addresses-used-up", ["FailedCreatePodSandBox", "FailedCreatePodSandbox"],
      [
        "no ip addresses available", "failed to assign an ip", "no available ip", "no free ip",
        "no more addresses", "failed to allocate for range", "no addresses available",
        "no available addresses",
      ],
      "its node has no address left for another pod"),
    EventRow(
      "network-plugin-down",
      [
        "FailedCreatePodSandBox", "FailedCreatePodSandbox", "NetworkNotReady",
      ], ["network", "cni", "plugin type"],
      "the network plugin of its node gives its pod no network"),
  ]

  private static let volumes: [EventRow] = [
    EventRow(
      "volume-multi-attach", ["FailedAttachVolume"], ["multi-attach error"],
      "its volume may be attached to one node only, and another still holds it",
      sides: ["persistentVolumeClaim.claimName"]),
    EventRow(
      "volume-attach-failed", ["FailedAttachVolume"], [],
      "its volume cannot be attached to its node", sides: ["persistentVolumeClaim.claimName"]),
    EventRow(
      "volume-provision-failed", ["ProvisioningFailed"],
      [
        "rpc error", "exceeded", "quota", "denied", "unauthorized", "invalid", "timed out",
        "failed to provision",
      ], "its volume cannot be made"),
    EventRow(
      "volume-resize-failed", ["VolumeResizeFailed", "FileSystemResizeFailed"], [],
      "its volume cannot be made larger"),
  ]

  private static let refused: [EventRow] = [
    EventRow(
      "limit-range-refused", ["FailedCreate"],
      [
        "maximum cpu usage per", "maximum memory usage per", "minimum cpu usage per",
        "minimum memory usage per", "limit to request ratio per",
      ],
      "the LimitRange of its namespace refuses what its containers ask for",
      sides: ["resources.limits.memory", "resources.limits.cpu", "resources.requests.memory"]),
    EventRow(
      "quota-needs-limits", ["FailedCreate"], ["must specify"],
      "a quota of its namespace counts requests or limits that its containers do not set"),
    EventRow(
      "priority-class-missing", ["FailedCreate"], ["no priorityclass with name"],
      "its pods are to have a priority class that does not exist",
      sides: ["priorityClassName"]),
    EventRow(
      "webhook-down", [],
      ["failed calling webhook", "failed to call webhook"],
      "an admission webhook that must agree does not answer"),
    EventRow(
      "webhook-denied", ["FailedCreate"], ["admission webhook", "denied the request"],
      "an admission webhook or policy denies its pods"),
    EventRow(
      "access-forbidden", [], ["is forbidden: user \"system:serviceaccount"],
      "its service account lacks a role for what it does"),
  ]

  private static let scaled: [EventRow] = [
    EventRow(
      "autoscaler-without-metrics",
      ["FailedGetResourceMetric", "FailedComputeMetricsReplicas", "FailedGetPodsMetric"],
      ["missing request for"],
      "the autoscaler cannot reckon with a share of requests that the containers do not set",
      sides: ["resources.requests.cpu"], .idle),
    EventRow(
      "autoscaler-target-missing", ["FailedGetScale"], [],
      "the autoscaler finds nothing that it could scale", sides: ["scaleTargetRef.name"],
      .idle),
    EventRow(
      "autoscaler-without-metrics",
      [
        "FailedGetResourceMetric", "FailedComputeMetricsReplicas", "FailedGetPodsMetric",
        "FailedGetExternalMetric", "FailedGetObjectMetric", "FailedGetContainerResourceMetric",
      ], [], "the autoscaler gets no metrics, and so never scales", .idle),
    EventRow(
      "evicted-by-updater", ["EvictedByVPA", "EvictedPod"], ["vpa"],
      "the vertical autoscaler evicts its pods to resize them"),
  ]

  private static let timed: [EventRow] = [
    EventRow(
      "cronjob-missed",
      ["FailedNeedsStart", "TooManyMissedTimes", "TooManyMissedTime", "MissSchedule"],
      [], "it misses its times to start, and starts no more by itself",
      sides: ["startingDeadlineSeconds"]),
    EventRow(
      "cronjob-schedule",
      [
        "UnknownTimeZone", "InvalidSchedule", "UnparseableSchedule", "UnsupportedSchedule",
        "UnParseableCronJobSchedule",
      ], [], "its schedule or time zone is none", sides: ["spec.timeZone", "spec.schedule"]),
  ]

  private static let served: [EventRow] = [
    EventRow(
      "load-balancer-pending", ["SyncLoadBalancerFailed", "CreatingLoadBalancerFailed"], [],
      "it gets no load balancer", sides: ["status.loadBalancer"]),
    EventRow(
      "certificate-not-issued", ["BadConfig", "IssuerNotFound", "IssuerNotReady"], [],
      "its certificate is not issued", sides: ["issuerRef.name"]),
  ]
}
