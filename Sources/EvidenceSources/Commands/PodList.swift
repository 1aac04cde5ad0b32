#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The pods of `kubectl get pods -o json`, as far as it matters whose logs are wanted.
struct PodList {
  private(set) var pods: [Pod] = []
  /// Whether the text was such a list at all.
  private(set) var isList = false

  /// A pod.
  struct Pod: Hashable {
    var name: String
    var restarts: Int
    var isReady: Bool
    /// Whether it ran to its end as it should, like that of a job.
    var isDone: Bool
    /// Its containers with those that prepare it; empty where no node was found for it yet.
    var containers: [Container] = []
    /// Whether it waits for its containers to be made.
    var isPending = false
    /// What keeps it running, a replica set; nil where it stands alone.
    var owner: String?

    /// Whether something is wrong with it.
    var isTroubled: Bool { restarts > 0 || !(isReady || isDone) }

    /// The words of kubectl that choose the containers which have written anything, one run for each
    /// item: those of a pod together, unless one of them would refuse.
    var logged: [String] {
      if isPending, containers.isEmpty { return [] }
      let begun = containers.filter(\.hasBegun)
      guard begun.count < containers.count else { return ["--all-containers"] }
      return begun.map { "--container=\($0.name)" }
    }

    /// The same for what ran before a restart: of one that never restarted there is none.
    var loggedBefore: [String] {
      containers.isEmpty && restarts > 0
        ? ["--all-containers"]
        : containers.filter { $0.restarts > 0 }.map { "--container=\($0.name)" }
    }
  }

  /// A container of a pod, those that prepare it included.
  struct Container: Hashable {
    var name: String
    var restarts: Int
    /// Whether it has run: one whose image can't be pulled has no log to ask for.
    var hasBegun: Bool
  }

  /// Reads the list; empty where the text is none.
  init(json: [UInt8]) {
    guard let list = try? JSONDecoder().decode(List.self, from: Data(json)) else { return }
    isList = true
    pods = list.items.compactMap { item in
      // A name that begins with a dash would be an option of the next command.
      guard let name = item.metadata.name, !name.isEmpty, !name.hasPrefix("-") else { return nil }
      let main = item.status?.containerStatuses ?? []
      let all = (item.status?.initContainerStatuses ?? []) + main
      return Pod(
        name: name, restarts: all.reduce(0) { max($0, $1.restartCount ?? 0) },
        isReady: !main.isEmpty && main.allSatisfy { $0.ready ?? false },
        isDone: item.status?.phase == "Succeeded",
        containers: all.compactMap { status in
          guard let name = status.name, !name.isEmpty else { return nil }
          let isWaiting = status.state?.waiting != nil && status.lastState?.terminated == nil
          return Container(
            name: name, restarts: status.restartCount ?? 0, hasBegun: !isWaiting)
        }, isPending: item.status?.phase == "Pending",
        owner: item.metadata.ownerReferences?.first?.name)
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

  /// The names of pods that are worth a description: of those in trouble one of each owner, for its
  /// siblings are described alike, and all their states and events are known.
  static func described(_ pods: some Sequence<Pod>) -> [String] {
    var owners: Set<String> = []
    return pods.filter { $0.isTroubled && owners.insert($0.owner ?? $0.name).inserted }.map(\.name)
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
    var ownerReferences: [Owner]?
  }
  private struct Owner: Decodable {
    var name: String?
  }
  private struct Status: Decodable {
    var phase: String?
    var initContainerStatuses: [ContainerStatus]?
    var containerStatuses: [ContainerStatus]?
  }
  private struct ContainerStatus: Decodable {
    var name: String?
    var restartCount: Int?
    var ready: Bool?
    var state: State?
    var lastState: State?
  }
  private struct State: Decodable {
    var waiting: Anything?
    var terminated: Anything?
  }
  /// A value that is only there or not.
  private struct Anything: Decodable {
    init(from decoder: any Decoder) throws {}
  }
}
