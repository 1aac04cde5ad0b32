import Evidence
import Timeline

/// What comes after what in the log of a service while it serves an operation.
///
///     ^ → "looking up contact" → "found contact" → $        in a quiet time, each time
///     ^ → "looking up contact" → "contact does not exist"   an error where the flow went on before
///     ^ → "looking up contact" → $                          it broke off
///
/// Each message counts where it first stands in the flow, so that loops have one length. The idea of
/// comparing what follows what between a faulty and a quiet time is that of event graphs (Nezha, Yu and
/// others, 2023); here each request is judged by itself, and only what fails or breaks off counts.
struct EventFlow {
  /// What is usual: the counts of what follows a message, by operation and message.
  private var steps: [TracedRequests.Operation: [String: [String: Int]]] = [:]
  /// In how many requests of an operation a message was seen, and how many there were.
  private var seen: [TracedRequests.Operation: [String: Int]] = [:]

  /// The beginning and the end of a flow.
  static let beginning = "^"
  static let end = "$"
  /// How often a message must have been seen to tell what follows it.
  private static let fewest = 3
  /// Next steps that are rarer than one in so many are not usual.
  private static let rareShare = 20

  /// A step of a request that is not usual.
  struct Break: Hashable {
    /// The last message that was as usual; nil where not even the first came.
    var after: Int?
    /// The error that came instead; nil where nothing did.
    var next: Int?
    /// How often the step had been seen to go on in another way.
    var seen: Int
  }

  /// Learns from a quiet time.
  init(_ tree: RequestTree, _ flows: [Int: [Int]]) {
    for span in tree.entries {
      let operation = tree.operation(span)
      let names = Self.names(flows[span] ?? [], tree.requests)
      for name in names + [Self.beginning] { seen[operation, default: [:]][name, default: 0] += 1 }
      for (a, b) in zip([Self.beginning] + names, names + [Self.end]) {
        steps[operation, default: [:]][a, default: [:]][b, default: 0] += 1
      }
    }
  }

  /// The entries that were written under each entry of a service into a request, each message once.
  static func flows(_ tree: RequestTree) -> [Int: [Int]] {
    var flows: [Int: [Int]] = [:]
    var seen: Set<[Int]> = []
    let entries = tree.requests.entries
    let ordered = entries.indices.sorted { a, b in
      let (x, y) = (entries[a].time ?? .earliest, entries[b].time ?? .earliest)
      return x == y ? a < b : x < y
    }
    for index in ordered {
      let entry = entries[index]
      let span = tree.entry[entry.span]
      if seen.insert([span, entry.message]).inserted { flows[span, default: []].append(index) }
    }
    return flows
  }

  private static func names(_ flow: [Int], _ requests: TracedRequests) -> [String] {
    flow.map { name(of: requests.entries[$0], requests) }
  }

  /// What tells a message from others in both looks at the evidence.
  ///
  /// Templates are found anew in each look, and differ by what stands in their slots there. So a place in
  /// the code counts before them, and of a template the words that no slot can hold; of an error the
  /// exceptions too, for one place logs all of them.
  private static func name(
    of entry: TracedRequests.Entry, _ requests: TracedRequests
  ) -> String {
    let message = requests.messages[entry.message]
    var name = "\(message.level?.rawValue ?? -1) \(message.place)"
    if message.place.isEmpty {
      let words = message.template.split(separator: " ").filter { word in
        !word.contains { $0.isNumber || $0 == "<" }
      }
      name += words.joined(separator: " ")
    }
    for exception in exceptions(in: entry.text) { name += " \(exception)" }
    return name
  }

  /// The names of exceptions in the text of an error, each once, at most three.
  private static func exceptions(in text: String) -> [Substring] {
    var found: [Substring] = []
    for word in text.split(whereSeparator: { !($0.isLetter || $0 == ".") }) where found.count < 3 {
      guard word.hasSuffix("Exception") || word.hasSuffix("Error"), word.count > 5 else { continue }
      let name = word[(word.lastIndex(of: ".").map(word.index(after:)) ?? word.startIndex)...]
      if !found.contains(name) { found.append(name) }
    }
    return found
  }

  /// Where the flow of a request leaves what is usual for its operation, into an error or nothing.
  func firstBreak(_ tree: RequestTree, _ span: Int, _ flow: [Int]) -> Break? {
    guard let known = steps[tree.operation(span)] else { return nil }
    let names = Self.names(flow, tree.requests)
    for (index, (a, b)) in zip([Self.beginning] + names, names + [Self.end]).enumerated() {
      guard let next = known[a] else { continue }
      let seen = next.values.reduce(0, +)
      guard seen >= Self.fewest, (next[b] ?? 0) * Self.rareShare < seen else { continue }
      let entry = index < flow.count ? tree.requests.entries[flow[index]] : nil
      // Other branches are other data; what fails or stops is not as it should be.
      let level = entry.flatMap { tree.requests.messages[$0.message].level }
      guard entry == nil || level ?? .info >= .error else { continue }
      // An error that was there in the quiet time is none of this trouble, wherever it comes in.
      let before = self.seen[tree.operation(span)] ?? [:]
      if (before[b] ?? 0) * Self.rareShare >= before[Self.beginning] ?? 1 { continue }
      return Break(
        after: index > 0 ? flow[index - 1] : nil, next: index < flow.count ? flow[index] : nil,
        seen: seen)
    }
    return nil
  }
}
