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
  private static let kinds = "deployments,statefulsets,daemonsets,replicasets,services"

  package func examine(at now: Instant) async throws -> SourceState {
    let window = TimeWindow(from: now, through: now)
    var state = SourceState(
      what: "the cluster of '\(settings.context ?? "the current context")' answers")
    try await look(["version", "--output=json"], window)
    // The version is told to everybody, pods are not.
    for place in namespaces {
      do {
        try await look(["get", "pods", "--output=name"] + place.words, window)
      } catch let failure as SourceFailure where !failure.isFinal {
        state.remarks.append("\(failure)")
      }
    }
    return state
  }

  /// Runs a command for whether it ends well.
  private func look(_ words: [String], _ window: TimeWindow) async throws {
    let run = run(words, window)
    let end = try await run.run(within: .seconds(min(10, settings.limits.seconds))) { _ in true }
    if let trouble = end.trouble { throw ProgramOutput.failure(of: run, trouble, end) }
  }

  /// A namespace that is looked at: how kubectl is told, and how the names of its files begin.
  private struct Place {
    var words: [String] = []
    var prefix = ""
    var name = "its namespace"
  }

  private var namespaces: [Place] {
    settings.namespaces.isEmpty
      ? [Place()]
      : settings.namespaces.map {
        Place(words: ["--namespace=\($0)"], prefix: $0 + "-", name: "'\($0)'")
      }
  }

  package func fetch(_ wish: SourceWish, into sink: SourceSink) async throws {
    for (index, place) in namespaces.enumerated() {
      // Nodes belong to no namespace: once is enough.
      let kinds = Self.kinds + (index == 0 ? ",nodes" : "")
      try await fetch(wish, of: place, kinds, into: sink)
    }
  }

  private func fetch(
    _ wish: SourceWish, of place: Place, _ kinds: String, into sink: SourceSink
  ) async throws {
    let pods = try await pods(wish, of: place, in: sink)
    try await keep(
      ["get", kinds, "--output=yaml"] + place.words, wish, place.prefix + "objects.yaml", sink)
    try await keep(
      ["get", "events", "--sort-by=.lastTimestamp", "--output=json"] + place.words, wish,
      place.prefix + "events.json", sink)
    let wanted = pods.ranked(for: wish.words).prefix(Self.mostPods)
    if pods.pods.count > wanted.count {
      await sink.note(
        "Logs were fetched of \(wanted.count) of \(pods.pods.count) pods. Name a service in the "
          + "question, or \(settings.place.advice("set", "selector")), for others.", isCut: true)
    }
    let described = PodList.described(wanted)
    if !described.isEmpty {
      try await keep(
        ["describe", "pods"] + described + place.words, wish, place.prefix + "described.txt", sink)
    }
    for pod in wanted { try await logs(of: pod, wish, place, sink) }
  }

  /// Keeps the logs of a pod, while the limit of lines lasts.
  private func logs(
    of pod: PodList.Pod, _ wish: SourceWish, _ place: Place, _ sink: SourceSink
  ) async throws {
    // A log's name tells whose it is: that of its pod alone; the others are as rotated ones.
    var names = ([""] + (1...9).map { ".\($0)" }).map { "\(pod.name).log\($0)" }[...]
    let before = pod.loggedBefore.map { [$0, "--previous"] }
    for chosen in pod.logged.map({ [$0] }) + before {
      let left = await sink.linesLeft
      guard left > 0 else {
        await sink.note("\(sink.cut("after \(sink.limits.lines) lines of logs", "lines"))")
        return
      }
      guard let name = names.popFirst() else { return }
      let words =
        ["logs", pod.name, chosen[0], "--timestamps"]
        + ["--since-time=\(wish.window.lowerBound.rfc3339)", "--tail=\(left)"] + place.words
      try await keep(words + chosen.dropFirst(), wish, name, sink)
    }
  }

  /// Keeps what a command prints; what fails is noted, for the next may not.
  private func keep(
    _ words: [String], _ wish: SourceWish, _ name: String, _ sink: SourceSink
  ) async throws {
    do {
      try await ProgramOutput.keep(run(words, wish.window), as: name, within: pace, in: sink)
    } catch let failure as SourceFailure where !failure.isFinal {
      await sink.note("\(failure)")
    }
  }

  /// The time of one run: one that hangs, as for a node out of reach, leaves some to the others.
  private var pace: Duration { .seconds(max(1, settings.limits.seconds / 4)) }

  /// Keeps which pods there are, and reads it: it chooses whose logs to fetch.
  ///
  /// Who may not list pods may still see events.
  private func pods(
    _ wish: SourceWish, of place: Place, in sink: SourceSink
  ) async throws -> PodList {
    let chosen = settings.selector.map { ["--selector=\($0)"] } ?? []
    let run = run(["get", "pods", "--output=json"] + place.words + chosen, wish.window)
    try await sink.beginRequest()
    let text = Gathered()
    let file = try await sink.open(place.prefix + "pods.json", query: run.line)
    let end: ProgramRun.End
    do {
      end = try await run.run(within: pace) { piece in
        await text.add(piece)
        return try await sink.write(piece, to: file)
      }
    } catch {
      await sink.close(file)
      throw error
    }
    let pods = PodList(json: await text.bytes)
    if pods.isList, pods.pods.isEmpty {
      // A list of nothing tells nothing, and would look like evidence.
      await sink.discard(file)
    } else {
      await sink.close(file)
    }
    if let trouble = end.trouble {
      let failure = ProgramOutput.failure(of: run, trouble, end)
      // Where the first thing asked hangs, all would.
      if failure.isFinal || end.isLate { throw failure }
      await sink.note("\(failure)")
    } else if end.isCut {
      throw sink.cut("after \(sink.limits.bytes) bytes", "bytes")
    } else if pods.isList, pods.pods.isEmpty {
      await sink.doubt(try await emptiness(of: place, wish.window, in: sink))
    }
    return pods
  }

  /// Says of what there is nothing was matched: which pods a selector passes over, which namespaces
  /// there are.
  private func emptiness(
    of place: Place, _ window: TimeWindow, in sink: SourceSink
  ) async throws -> String {
    guard let selector = settings.selector else {
      let names = try await listed(
        ["get", "namespaces", "--output=name"], window, sink
      ).compactMap { $0.split(separator: "/").last.map(String.init) }
      let known =
        names.isEmpty ? "" : " There are: \(names.prefix(Self.mostNames).joined(separator: ", "))."
      return "there are no pods in \(place.name).\(known) "
        + "\(settings.place.advice("Check", "namespaces"))."
    }
    let labels = try await listed(
      ["get", "pods", "--no-headers", "--show-labels"] + place.words, window, sink
    ).compactMap { $0.split(separator: " ").last.map(String.init) }
    let count = labels.count == 1 ? "the 1 pod" : "any of \(labels.count) pods"
    guard !labels.isEmpty else {
      return "there are no pods in \(place.name), with or without selector."
    }
    let told = Set(labels.flatMap { $0.split(separator: ",").map(String.init) }).sorted()
      .filter { label in selector.contains(label.prefix { $0 != "=" }) }
      .prefix(Self.mostNames)
    return "its selector \(selector) does not mean \(count) in \(place.name)."
      + (told.isEmpty
        ? " None of them has such a label." : " They have: \(told.joined(separator: ", ")).")
      + " \(settings.place.advice("Correct", "selector"))."
  }

  /// Names that are told of what there is.
  private static let mostNames = 10

  /// The lines that a command prints; none where it fails.
  private func listed(
    _ words: [String], _ window: TimeWindow, _ sink: SourceSink
  ) async throws -> [String] {
    guard await sink.requestsLeft > 0 else { return [] }
    try await sink.beginRequest()
    let text = Gathered()
    let end = try await run(words, window).run(within: pace) { piece in
      await text.add(piece)
      return await text.bytes.count < Self.longestList
    }
    guard end.trouble == nil else { return [] }
    return String(decoding: await text.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { ServerWords.line(String($0.suffix(400))) }
  }

  /// Bytes of a list that is read for what there is.
  private static let longestList = 1 << 20

  private func run(_ words: [String], _ window: TimeWindow) -> ProgramRun {
    let context = settings.context.map { ["--context=\($0)"] } ?? []
    return ProgramRun(
      ["kubectl"] + words + context, window: window, place: settings.place,
      environment: environment)
  }
}

/// Gathers pieces; the sink's limit bounds them.
private actor Gathered {
  private(set) var bytes: [UInt8] = []

  func add(_ piece: [UInt8]) { bytes += piece }
}
