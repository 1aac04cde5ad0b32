import Evidence

/// Why images cannot be pulled.
enum ImageRules {
  private static let states: Set<String> = [
    "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull",
    "ImageInspectError", "RegistryUnavailable",
  ]

  /// Pods that wait for an image, by what the registry said.
  static func pulls(_ health: ClusterHealth) -> [Contradiction] {
    var seen: Set<String> = []
    return health.cluster.of("Pod").compactMap { pod in
      let template = PodTemplate(pod)
      let waiting = template.containers.first { container in
        container.status("state.reason").map { states.contains($0.value) } ?? false
      }
      let summary = pod.field("status.summary")
      guard waiting != nil || summary.map({ states.contains($0.value) }) ?? false else {
        return nil
      }
      let app = health.cluster.app(of: pod)
      guard seen.insert(app).inserted else { return nil }
      let container = waiting ?? template.containers.first
      let image = container?.field("image")
      let messages =
        health.warnings(about: pod).compactMap { $0.field("message") }
        + [container?.status("state.message")].compactMap { $0 }
      return contradiction(
        app, image, messages, state: container?.status("state.reason") ?? summary, template,
        neighbour: image.flatMap { neighbour(of: $0, health.cluster) })
    }
  }

  private static func contradiction(
    _ app: String, _ image: ClusterObject.Field?, _ messages: [ClusterObject.Field],
    state: ClusterObject.Field?, _ template: PodTemplate, neighbour: ClusterObject.Field?
  ) -> Contradiction {
    let name = image.map { "its image `\($0.value)`" } ?? "its image"
    let secret = template.object.below(template.prefix + "imagePullSecrets").first?.field
    func told(_ words: [String]) -> ClusterObject.Field? {
      messages.first { message in words.contains(where: message.value.lowercased().contains) }
    }
    if let message = told(unresolved) {
      return Contradiction(
        "registry-unresolved", of: app,
        "\(name) cannot be pulled, for the name of its registry does not resolve",
        [message.sample, image?.sample])
    }
    // A registry that knows nobody says so of images that do not exist as well: "not found" alone tells.
    if let message = told(refused), secret == nil, let neighbour {
      return Contradiction(
        "image-not-found", of: app,
        "the registry refuses \(name), and gives `\(neighbour.value)` beside it to anybody",
        [message.sample, image?.sample, neighbour.sample], .likely)
    }
    if let message = told(refused) {
      let words =
        secret.map { ", and its pull secret `\($0.value)` does not open it" }
        ?? ", and its pods name no pull secret that opens it"
      return Contradiction(
        "image-pull-refused", of: app, "the registry refuses \(name)\(words)",
        [message.sample, secret?.sample ?? image?.sample])
    }
    if let message = told(missing) {
      return Contradiction(
        "image-not-found", of: app, "\(name) does not exist in its registry",
        [message.sample, image?.sample])
    }
    if let message = told(unreachable) {
      return Contradiction(
        "registry-unreachable", of: app,
        "\(name) cannot be pulled, for its registry does not answer",
        [message.sample, image?.sample])
    }
    if state?.value == "InvalidImageName" {
      return Contradiction(
        "image-not-found", of: app, "\(name) is no valid name", [state?.sample, image?.sample])
    }
    let pull = messages.first { $0.value.contains("image") }
    return Contradiction(
      "image-not-found", of: app, "\(name) cannot be pulled",
      [
        pull?.sample ?? state?.sample,
        image?.sample,
      ], .likely)
  }

  /// An image beside another in its registry that a pod without any pull secret runs.
  private static func neighbour(
    of image: ClusterObject.Field, _ cluster: Cluster
  ) -> ClusterObject.Field? {
    guard let slash = image.value.lastIndex(of: "/") else { return nil }
    let place = image.value[...slash]
    for pod in cluster.of("Pod") where !ClusterHealth.isBad(pod) {
      let template = PodTemplate(pod)
      let sources = [pod, cluster.workload(of: pod)].compactMap { $0 }.map { PodTemplate($0) }
      guard
        sources.allSatisfy({ $0.object.below($0.prefix + "imagePullSecrets").isEmpty }),
        let other = template.containers.compactMap({ $0.field("image") }).first(where: {
          $0.value.hasPrefix(place) && $0.value != image.value
        })
      else { continue }
      return other
    }
    return nil
  }

  private static let unresolved = [
    "no such host", "name resolution", "server misbehaving", "could not resolve",
    "name or service not known",
  ]
  private static let refused = [
    "unauthorized", "authentication required", "failed to authorize", "access denied",
    "access forbidden", "403 forbidden", "401 unauthorized", "no basic auth credentials",
    "authorization failed", "retrieve some image pull secrets", "insufficient_scope", "denied:",
  ]
  private static let missing = [
    "not found", "manifest unknown", "does not exist", "manifest for", "invalid reference format",
    "name unknown", "no match for platform",
  ]
  private static let unreachable = [
    "i/o timeout", "connection refused", "timeout exceeded", "no route to host",
    "tls handshake timeout", "connection reset", "context deadline exceeded",
  ]
}
