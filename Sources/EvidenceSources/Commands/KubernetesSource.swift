package import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A cluster as the user's own `kubectl` tells of it, with the user's own rights.
///
/// Read verbs only. States and events first, for they are small; then the logs of the pods that matter:
/// those that restarted or are not ready, those that the question names, then others, while the limits
/// last.
package struct KubernetesSource: RemoteSource {
  package let settings: SourceSettings
  private let environment: [String: String]

  /// Makes the source of a cluster; `kubectl` is given the user's environment, `KUBECONFIG` included.
  package init(_ settings: SourceSettings, environment: [String: String]) {
    self.settings = settings
    self.environment = environment
  }

  /// Pods whose logs are fetched: more would be an export of the cluster.
  private static let mostPods = 8
  /// What states are told of: what runs, what it hangs on, what may change or limit it.
  private static let kinds = "deployments,statefulsets,daemonsets,replicasets,services,nodes"

  package func examine(at now: Instant) async throws -> SourceState {
    let window = TimeWindow(from: now, through: now)
    let run = run(["version", "--output=json"], window)
    let end = try await run.run(within: .seconds(min(10, settings.limits.seconds))) { _ in true }
    if let trouble = end.trouble {
      throw ProgramOutput.failure(of: run, trouble, isMissing: end.isMissing)
    }
    return SourceState(
      what: "the cluster of '\(settings.context ?? "the current context")' answers")
  }

  package func fetch(_ wish: SourceWish, into sink: SourceSink) async throws {
    for namespace in settings.namespaces.isEmpty ? [nil] : settings.namespaces.map(Optional.some) {
      try await fetch(wish, of: namespace, into: sink)
    }
  }

  private func fetch(
    _ wish: SourceWish, of namespace: String?, into sink: SourceSink
  ) async throws {
    let place = namespace.map { ["--namespace=\($0)"] } ?? []
    let prefix = namespace.map { $0 + "-" } ?? ""
    let chosen = settings.selector.map { ["--selector=\($0)"] } ?? []
    let listing = run(["get", "pods", "--output=json"] + place + chosen, wish.window)
    // What says which pods there are is needed twice: as evidence, and to choose whose logs to fetch.
    let text = try await read(listing, as: prefix + "pods.json", in: sink)
    let pods = PodList(json: text)
    try await keep(
      ["get", Self.kinds, "--output=yaml"] + place, wish, prefix + "objects.yaml", sink)
    try await keep(
      ["get", "events", "--sort-by=.lastTimestamp", "--output=json"] + place, wish,
      prefix + "events.json", sink)
    let wanted = pods.ranked(for: wish.words).prefix(Self.mostPods)
    if pods.pods.count > wanted.count {
      await sink.note(
        "Logs were fetched of \(wanted.count) of \(pods.pods.count) pods. Name a service in the "
          + "question, or set 'selector' below sources.\(settings.name), for others.")
    }
    let troubled = wanted.filter(\.isTroubled).map(\.name)
    if !troubled.isEmpty {
      try await keep(["describe", "pods"] + troubled + place, wish, prefix + "described.txt", sink)
    }
    // A log's name tells whose it is: that of its pod alone; what ran before is the rotated one.
    for pod in wanted {
      let left = await sink.linesLeft
      guard left > 0 else {
        await sink.note("\(sink.cut("after \(sink.limits.lines) lines of logs", "lines"))")
        return
      }
      let words =
        ["logs", pod.name, "--all-containers", "--timestamps"]
        + ["--since-time=\(wish.window.lowerBound.rfc3339)", "--tail=\(left)"] + place
      try await keep(words, wish, "\(pod.name).log", sink)
      if pod.restarts > 0 {
        try await keep(
          words + ["--previous"], wish, "\(pod.name).log.1", sink)
      }
    }
  }

  /// Keeps what a command prints; what fails is noted, for the next may not.
  private func keep(
    _ words: [String], _ wish: SourceWish, _ name: String, _ sink: SourceSink
  ) async throws {
    do {
      try await ProgramOutput.keep(
        run(words, wish.window), as: name, within: .seconds(settings.limits.seconds), in: sink)
    } catch let failure as SourceFailure where !failure.isFinal {
      await sink.note("\(failure)")
    }
  }

  /// Keeps what a command prints, and hands it over too.
  private func read(_ run: ProgramRun, as name: String, in sink: SourceSink) async throws -> [UInt8]
  {
    try await sink.beginRequest()
    let text = Gathered()
    let file = try await sink.open(name, query: run.line)
    let end: ProgramRun.End
    do {
      end = try await run.run(within: .seconds(settings.limits.seconds)) { piece in
        await text.add(piece)
        return try await sink.write(piece, to: file)
      }
    } catch {
      await sink.close(file)
      throw error
    }
    await sink.close(file)
    if let trouble = end.trouble {
      throw ProgramOutput.failure(of: run, trouble, isMissing: end.isMissing)
    }
    if end.isCut { throw sink.cut("after \(sink.limits.bytes) bytes", "bytes") }
    return await text.bytes
  }

  private func run(_ words: [String], _ window: TimeWindow) -> ProgramRun {
    let context = settings.context.map { ["--context=\($0)"] } ?? []
    return ProgramRun(
      ["kubectl"] + words + context, window: window, source: settings.name,
      environment: environment)
  }
}

/// Gathers pieces; the sink's limit bounds them.
private actor Gathered {
  private(set) var bytes: [UInt8] = []

  func add(_ piece: [UInt8]) { bytes += piece }
}

/// The pods of `kubectl get pods -o json`, as far as it matters whose logs are wanted.
struct PodList {
  private(set) var pods: [Pod] = []

  /// A pod.
  struct Pod: Hashable {
    var name: String
    var restarts: Int
    var isReady: Bool
    /// Whether it ran to its end as it should, like that of a job.
    var isDone: Bool

    /// Whether something is wrong with it.
    var isTroubled: Bool { restarts > 0 || !(isReady || isDone) }
  }

  /// Reads the list; empty where the text is none.
  init(json: [UInt8]) {
    guard let list = try? JSONDecoder().decode(List.self, from: Data(json)) else { return }
    pods = list.items.compactMap { item in
      // A name that begins with a dash would be an option of the next command.
      guard let name = item.metadata.name, !name.isEmpty, !name.hasPrefix("-") else { return nil }
      let containers = item.status?.containerStatuses ?? []
      return Pod(
        name: name, restarts: containers.reduce(0) { max($0, $1.restartCount ?? 0) },
        isReady: !containers.isEmpty && containers.allSatisfy { $0.ready ?? false },
        isDone: item.status?.phase == "Succeeded")
    }
  }

  /// The pods, those that matter first: named by the question, then in trouble, then by name.
  func ranked(for words: [String]) -> [Pod] {
    func weight(_ pod: Pod) -> Int {
      (words.contains { $0.utf8.count > 2 && pod.name.contains($0) } ? 2 : 0)
        + (pod.isTroubled ? 1 : 0)
    }
    return pods.sorted { (-weight($0), $0.name) < (-weight($1), $1.name) }
  }

  private struct List: Decodable {
    var items: [Item]
  }
  private struct Item: Decodable {
    var metadata: Metadata
    var status: Status?
  }
  private struct Metadata: Decodable {
    var name: String?
  }
  private struct Status: Decodable {
    var phase: String?
    var containerStatuses: [Container]?
  }
  private struct Container: Decodable {
    var restartCount: Int?
    var ready: Bool?
  }
}
