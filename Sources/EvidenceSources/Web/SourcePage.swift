import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The page on which a server, or the Grafana before it, shows a query over a window.
///
///     http://prom:9090                                   → http://prom:9090/graph?g0.expr=…
///     http://vm:8428, which is VictoriaMetrics           → http://vm:8428/vmui/#/?g0.expr=…
///     https://grafana/api/datasources/proxy/uid/abc      → https://grafana/explore?…
struct SourcePage {
  /// The address of the server, without a slash at its end.
  let base: String
  let kind: SourceKind

  /// What Grafana's path to a source by its identifier has in it (Grafana, "Data source HTTP API").
  private static let proxy = "/api/datasources/proxy/"
  private static let identified = "/api/datasources/proxy/uid/"

  /// The address of the page; nil where the server has none that is known.
  func link(_ query: String, _ window: TimeWindow, isVictoria: Bool = false) -> String? {
    if base.contains(Self.proxy) { return explore(query, window) }
    guard kind == .prometheus else { return nil }
    let page = base + (isVictoria ? "/vmui/#/" : "/graph")
    return page
      + SourceClient.query([
        ("g0.expr", query), ("g0.tab", "0"), ("g0.range_input", "\(window.length / 1000)s"),
        ("g0.end_input", window.upperBound.rfc3339),
      ])
  }

  /// Explore of the Grafana that a source is asked through.
  ///
  /// Source: Grafana, "Explore: generate Explore URLs from external tools".
  private func explore(_ query: String, _ window: TimeWindow) -> String? {
    guard let range = base.firstRange(of: Self.identified) else { return nil }
    let uid = String(base[range.upperBound...].prefix { $0 != "/" })
    guard !uid.isEmpty else { return nil }
    let source = Pane.Source(uid: uid, type: kind.rawValue)
    let pane = Pane(
      datasource: uid, queries: [.init(refId: "A", datasource: source, expr: query)],
      range: .init(
        from: "\(window.lowerBound.milliseconds)", to: "\(window.upperBound.milliseconds)"))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(["a": pane]) else { return nil }
    return base[..<range.lowerBound] + "/explore"
      + SourceClient.query([
        ("schemaVersion", "1"), ("panes", String(decoding: data, as: UTF8.self)),
      ])
  }

  /// A pane of Explore.
  private struct Pane: Encodable {
    var datasource: String
    var queries: [Query]
    var range: Range

    struct Query: Encodable {
      var refId: String
      var datasource: Source
      var expr: String
    }

    struct Source: Encodable {
      var uid: String
      var type: String
    }

    struct Range: Encodable {
      var from: String
      var to: String
    }
  }
}

extension String {
  /// The address without slashes at its end.
  var trimmingSlash: String {
    var text = self[...]
    while text.last == "/" { text.removeLast() }
    return String(text)
  }
}
