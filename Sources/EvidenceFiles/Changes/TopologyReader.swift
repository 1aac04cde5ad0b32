import Evidence
import Timeline

/// Reads tables of who calls whom: `caller,callee`.
struct TopologyReader: ObservationReader {
  let format = "table of calls"

  /// Names of the columns, in lower case.
  private static let callers: Set<String> = [
    "caller", "source", "src", "from", "client", "parent", "upstream_service", "consumer",
    "source_service", "source_workload", "caller_service", "dependent",
  ]
  private static let callees: Set<String> = [
    "callee", "target", "dst", "destination", "to", "server", "child", "provider", "dest",
    "target_service", "destination_service", "destination_workload", "callee_service",
    "dependency", "depends_on",
  ]
  /// The most edges that are kept: more than any drawing of a system has.
  private static let mostEdges = 100_000

  func takes(_ head: FileHead) -> Taking {
    guard let table = head.table, Self.places(table.header) != nil, table.header.count <= 4
    else { return .no }
    // The last row may be cut off.
    let whole = table.rows.count { $0.count == table.header.count }
    return whole > 0 && whole >= table.rows.count - 1 ? .whole : .no
  }

  private static func places(_ header: [String]) -> (Int, Int)? {
    let names = header.map { $0.lowercased() }
    guard let caller = names.firstIndex(where: callers.contains),
      let callee = names.firstIndex(where: callees.contains)
    else { return nil }
    return (caller, callee)
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    var observed = Observed()
    var places: (Int, Int)?
    var separator = UInt8(ascii: ",")
    var seen: Set<[String]> = []
    while let raw = lines.next() {
      guard let (caller, callee) = places else {
        for byte in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")] {
          guard let found = Self.places(TextTable.cells(raw, byte)) else { continue }
          (places, separator) = (found, byte)
          break
        }
        continue
      }
      let cells = TextTable.cells(raw, separator)
      guard cells.count > max(caller, callee) else { continue }
      let (a, b) = (ServiceOfPod.name(cells[caller]), ServiceOfPod.name(cells[callee]))
      guard !a.isEmpty, !b.isEmpty, a != b, seen.count < Self.mostEdges,
        seen.insert([a, b]).inserted
      else { continue }
      observed.observations.append(
        Observation(
          service: a, measure: .calls(callee: b), count: 1, values: Series(),
          samples: [file.sample(line: lines.line, raw, service: a)]))
    }
    return observed
  }
}
