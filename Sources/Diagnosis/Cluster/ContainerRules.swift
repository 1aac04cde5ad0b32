import Evidence

/// Containers of a host without a cluster, by what `docker` tells of them.
enum ContainerRules {
  /// Containers that ended, loop or are not healthy.
  static func states(_ health: ClusterHealth) -> [Contradiction] {
    health.cluster.of("Container").compactMap { container in
      let state = container.field("status.summary")
      let text = state?.value ?? ""
      if let found = memory(container) ?? conflict(container, health.cluster) { return found }
      if text.contains("(unhealthy)") || container.value("status.health") == "unhealthy" {
        let output = container.fields.last { $0.path == "status.healthOutput" }
        return Contradiction(
          "container-unhealthy", of: container.name,
          "it runs and its health check fails"
            + (output.map { ": \(EventRules.short($0.value))" } ?? ""),
          [output?.sample, state?.sample, container.field("healthcheck")?.sample],
          output == nil ? .felt : .likely)
      }
      guard let code = code(of: container) else { return nil }
      return ended(container, code, health)
    }
  }

  /// The exit code of a container that does not run: `Exited (137) 3 minutes ago` → 137.
  private static func code(of container: ClusterObject) -> (value: Int, field: ClusterObject.Field)?
  {
    guard let state = container.field("status.summary") else { return nil }
    let text = state.value.lowercased()
    guard text.hasPrefix("exited") || text.hasPrefix("restarting") || text.hasPrefix("dead") else {
      return nil
    }
    if let open = state.value.firstIndex(of: "("),
      let number = Int(state.value[open...].dropFirst().prefix { $0.isNumber })
    {
      return (number, state)
    }
    guard let field = container.field("status.exitCode"), let number = Int(field.value) else {
      return nil
    }
    return (number, field)
  }

  private static func memory(_ container: ClusterObject) -> Contradiction? {
    guard let mark = container.field("status.oomKilled"), mark.value == "true" else { return nil }
    let limit = container.field("memory").flatMap { $0.value == "0" ? nil : $0 }
    return Contradiction(
      "oom-killed", of: container.name,
      "its container is killed for want of memory"
        + (limit.map { ", of which its limit allows \($0.value) bytes" } ?? ""),
      [mark.sample, limit?.sample])
  }

  /// Whether the engine could not start it, for its port or name is taken.
  private static func conflict(_ container: ClusterObject, _ cluster: Cluster) -> Contradiction? {
    guard let error = container.field("status.error"), !error.value.isEmpty else { return nil }
    let text = error.value.lowercased()
    guard text.contains("already allocated") || text.contains("already in use") else { return nil }
    let own = container.fields.filter { $0.path.hasSuffix("].hostPort") }.map(\.value)
    let other = cluster.of("Container").first { other in
      other.name != container.name
        && other.fields.contains { $0.path.hasSuffix("].hostPort") && own.contains($0.value) }
        && other.value("status.summary").lowercased().hasPrefix("up")
    }
    return Contradiction(
      "host-port-taken", of: container.name,
      "it cannot start, for its port"
        + (other.map { " is held by `\($0.name)`" } ?? " is taken")
        + ": \(EventRules.short(error.value))",
      [error.sample, other?.sample])
  }

  private static func ended(
    _ container: ClusterObject, _ code: (value: Int, field: ClusterObject.Field),
    _ health: ClusterHealth
  ) -> Contradiction? {
    guard code.value != 0 else { return nil }
    let meaning = meanings[code.value]
    let error = container.field("status.error").flatMap { $0.value.isEmpty ? nil : $0 }
    let policy = container.field("restartPolicy")
    let isLeft = policy.map { $0.value == "no" || $0.value.isEmpty } ?? false
    let isLooping = code.field.value.lowercased().hasPrefix("restarting")
    let command = container.field("command")
    let words =
      "its container \(isLooping ? "is started again and again and ends" : "ended") with exit code"
      + " \(code.value)" + (meaning.map { " (\($0))" } ?? "")
      + (error.map { ": \(EventRules.short($0.value))" } ?? "")
      + (isLeft ? ", and nobody starts it again: its restart policy is `no`" : "")
    return Contradiction(
      "container-ended", of: container.name, words,
      [
        code.field.sample, error?.sample, isLeft ? policy?.sample : nil,
        meaning == nil ? nil : command?.sample,
      ],
      error != nil || (126...127).contains(code.value) ? .proven : isLeft ? .likely : .felt)
  }

  /// What exit codes mean, by the engine (125 to 127) and by signals (128 + their number).
  static let meanings: [Int: String] = [
    125: "the engine itself could not run it", 126: "the command may not be executed",
    127: "the command is not found", 134: "SIGABRT", 137: "SIGKILL: killed from outside",
    139: "SIGSEGV", 143: "SIGTERM: asked to stop",
  ]
}
