import Evidence
import Timeline
import Yams

/// Reads documents in YAML or JSON that say which service depends on which.
///
///     services:
///       cart: {tier: core, depends_on: [cart-db, prices]}
///
///     {"nodes": [{"id": "cart", "depends_on": ["cart-db"]}], "edges": [{"from": "cart", "to": "prices"}]}
struct TopologyDocumentReader: ObservationReader {
  let format = "topology"

  /// Names below which a document lists its services.
  private static let lists: Set<String> = [
    "services", "nodes", "components", "systems", "applications", "apps",
  ]
  /// Names of the list of what a service needs.
  private static let needs: Set<String> = [
    "depends_on", "dependson", "dependencies", "calls", "uses", "downstream", "downstreams",
    "upstreams", "requires",
  ]
  private static let edges: Set<String> = ["edges", "links", "dependencies", "relations"]
  private static let names = ["id", "name", "service"]
  private static let callers = ["from", "source", "caller", "client"]
  private static let callees = ["to", "target", "callee", "server"]
  /// Bytes of a document that are read: more than any system that people draw has.
  private static let longest = 4 << 20
  /// The most edges that are kept.
  private static let mostEdges = 100_000

  func takes(_ head: FileHead) -> Taking {
    guard !head.lines.contains(where: { $0.has("apiVersion:") }),
      let first = head.text.first(where: { $0 > 0x20 }),
      first == UInt8(ascii: "{") || head.lines.contains(where: Self.beginsList),
      Self.signs.contains(where: { head.text.find(lowercased: Array($0.utf8)) != nil })
    else { return .no }
    // Only what is read whole here tells for sure: of a longer one the beginning has to do.
    guard head.isWhole else { return first == UInt8(ascii: "{") ? .no : .whole }
    return Self.calls(in: head.text.text()).isEmpty ? .no : .whole
  }

  private static let signs = ["depends_on", "dependson", "calls:", "\"calls\"", "\"edges\""]

  private static func beginsList(_ line: Bytes) -> Bool {
    guard line.last == UInt8(ascii: ":") else { return false }
    return lists.contains(String(line.text(limit: 40).dropLast()).lowercased())
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    var texts: [String] = []
    var length = 0
    while length < Self.longest, let raw = lines.next() {
      texts.append(raw.text())
      length += raw.count + 1
    }
    var observed = Observed()
    var seen: Set<[String]> = []
    for call in Self.calls(in: texts.joined(separator: "\n")).prefix(Self.mostEdges) {
      let (a, b) = (ServiceOfPod.name(call.caller), ServiceOfPod.name(call.callee))
      guard !a.isEmpty, !b.isEmpty, a != b, seen.insert([a, b]).inserted,
        texts.indices.contains(call.line - 1)
      else { continue }
      var text = texts[call.line - 1]
      let sample = text.withUTF8 { file.sample(line: call.line, $0.trimmed(), service: a) }
      observed.observations.append(
        Observation(
          service: a, measure: .calls(callee: b), count: 1, values: Series(), samples: [sample]))
    }
    return observed
  }

  private struct Call {
    var caller: String
    var callee: String
    var line: Int
  }

  private static func calls(in text: String) -> [Call] {
    guard let root = (try? Yams.compose(yaml: text))?.mapping else { return [] }
    var calls: [Call] = []
    for (key, value) in root {
      guard let name = key.string?.lowercased() else { continue }
      if lists.contains(name) {
        for (service, node) in value.mapping ?? [:] {
          if let service = service.string { add(node, of: service, to: &calls) }
        }
        for node in value.sequence ?? [] {
          let own = names.lazy.compactMap { node[$0]?.string }.first
          if let own { add(node, of: own, to: &calls) }
        }
      }
      guard edges.contains(name) else { continue }
      for edge in value.sequence ?? [] {
        guard let caller = callers.lazy.compactMap({ edge[$0]?.string }).first,
          let callee = callees.lazy.compactMap({ edge[$0]?.string }).first
        else { continue }
        calls.append(Call(caller: caller, callee: callee, line: edge.mark?.line ?? 1))
      }
    }
    return calls
  }

  private static func add(_ node: Node, of service: String, to calls: inout [Call]) {
    for (key, list) in node.mapping ?? [:] {
      guard let name = key.string?.lowercased(), needs.contains(name) else { continue }
      // Compose files may give conditions to each.
      for element in list.sequence.map(Array.init) ?? list.mapping?.map(\.key) ?? [] {
        guard let callee = element.string ?? names.lazy.compactMap({ element[$0]?.string }).first
        else { continue }
        calls.append(
          Call(caller: service, callee: callee, line: element.mark?.line ?? key.mark?.line ?? 1))
      }
    }
  }
}
