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
  /// What is of it, as a sentence calls it.
  let title: String
  /// The values that tell it.
  let pairs: [StatedLine.Pair]
  let isShort: Bool
  /// What is to be known of the values; empty where nothing is.
  let remark: String

  /// Nil where no text states it; of several the last.
  init?(_ resource: Resource, in texts: [StatedText]) {
    var best: StatedRoom?
    for text in texts {
      for line in text.lines {
        if let room = Self.room(resource, line, text) {
          // Of a file system that lacks blocks or inodes, what it lacks tells more.
          if best?.isShort == true, !room.isShort { continue }
          best = room
        }
      }
    }
    guard let best else { return nil }
    self = best
  }

  private init(
    _ line: StatedLine, _ text: StatedText, _ title: String, _ pairs: [StatedLine.Pair],
    isShort: Bool, remark: String = ""
  ) {
    sample = line.sample(in: text)
    (self.title, self.pairs, self.isShort, self.remark) = (title, pairs, isShort, remark)
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
      let cache = pair(["buff/cache", "cache", "cached"])
      return StatedRoom(
        line, text, "memory", [available, total],
        isShort: left.value / whole.value < leastShare,
        remark: cache.map {
          "What is cached, \(MarkdownText.code($0.value)) of it, is given back where it is needed."
        } ?? "")
    case .path(let path):
      guard line.isRow, line.pairs.contains(where: { $0.value == path }),
        let used = pair(["use%", "iuse%", "capacity", "%used", "%iused"]),
        let share = StatedAmount(used.value), share.kind == .percent
      else { return nil }
      return StatedRoom(
        line, text, MarkdownText.code(path), [used], isShort: share.value >= mostUsed)
    }
  }

  /// The share of memory below which what is available is little.
  private static let leastShare = 0.05
  /// The percent in use from which a file system is short of room.
  private static let mostUsed = 90.0
}
