import Evidence

/// How much room a text says that there is, of memory by `free`, of a file system by `df`.
///
///     Mem:  64216  13604  412  98  50200  49731      → 49731 of 64216 are available
///     /dev/sdb1  196G  80G  107G  43%  /data         → 43% are used
struct StatedRoom {
  enum Resource: Hashable {
    case memory
    case path(String)
  }

  let sample: Sample
  /// The machine or part of the output that tells it; empty where none is told.
  let part: String
  /// What the room is of: `memory`, or the path of a file system.
  let title: String
  /// The values that tell it.
  let pairs: [StatedLine.Pair]
  let isShort: Bool
  /// What is cached of memory, which is given back where it is needed; nil where nothing tells it.
  let cached: StatedLine.Pair?

  /// All that texts state, of each machine the last; blocks and inodes of a file system each.
  ///
  /// Where a question names machines, only theirs.
  static func all(_ resource: Resource, of names: [String], in texts: [StatedText]) -> [StatedRoom]
  {
    var rooms: [(key: [String], room: StatedRoom)] = []
    for text in texts {
      for line in text.lines {
        guard let room = room(resource, line, text) else { continue }
        let key = [text.path, room.part] + room.pairs.map(\.label)
        rooms.removeAll { $0.key == key }
        rooms.append((key, room))
      }
    }
    let all = rooms.map(\.room)
    let own = all.filter { room in
      names.contains { room.part == $0 || room.sample.reference.path.contains($0) }
    }
    return names.isEmpty || own.isEmpty && all.allSatisfy(\.part.isEmpty) ? all : own
  }

  private static func room(
    _ resource: Resource, _ line: StatedLine, _ text: StatedText
  ) -> StatedRoom? {
    func pair(_ labels: Set<String>) -> StatedLine.Pair? {
      line.pairs.first { labels.contains($0.label.lowercased()) }
    }
    switch resource {
    case .memory:
      guard line.owner.lowercased().hasPrefix("mem"), let total = pair(["total", "memtotal"]),
        let available = pair(["available", "avail", "memavailable"]),
        let whole = StatedAmount(total.value), let left = StatedAmount(available.value),
        whole.kind == left.kind, whole.value > 0
      else { return nil }
      let cached = pair(["buff/cache", "cache", "cached"]).flatMap { pair in
        StatedAmount(pair.value)?.kind == whole.kind ? pair : nil
      }
      return StatedRoom(
        sample: line.sample(in: text), part: line.part, title: "memory",
        pairs: [available, total], isShort: left.value / whole.value < leastShare, cached: cached)
    case .path(let path):
      guard line.isRow, line.pairs.contains(where: { $0.value == path }),
        let used = pair(["use%", "iuse%", "capacity", "%used", "%iused"]),
        let share = StatedAmount(used.value), share.kind == .percent
      else { return nil }
      return StatedRoom(
        sample: line.sample(in: text), part: line.part, title: path,
        pairs: [used], isShort: share.value >= mostUsed, cached: nil)
    }
  }

  /// The share of memory below which what is available is little.
  private static let leastShare = 0.05
  /// The percent in use from which a file system is short of room.
  private static let mostUsed = 90.0
}
