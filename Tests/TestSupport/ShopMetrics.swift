import Foundation

/// The metrics of a made incident: from 10:05 on checkout is slow, because the connections of orders to
/// its database are all in use.
package struct ShopMetrics {
  /// A sample: the series as the exposition format writes it, seconds since 1970, the value.
  package typealias Sample = (series: String, time: Int, value: Double)

  private static let services = ["catalog", "checkout", "frontend", "orders", "payment"]
  /// 14 March 2026, 08:30 and 11:00 UTC.
  private static let times = stride(from: 1_773_477_000, to: 1_773_486_000, by: 15)
  private static let onset = 1_773_482_700
  private static let bounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  private static let usual = [0.55, 0.8, 0.95, 0.99, 0.999, 1, 1, 1]
  private static let slow = [0.1, 0.2, 0.3, 0.4, 0.6, 0.9, 0.98, 1]

  /// The families in the order of their names, each with its type and its samples.
  package let families: [(name: String, type: String, samples: [Sample])]

  /// Makes them, up to a number of minutes behind the onset.
  ///
  /// Under another load all services have so many times the requests. A prefix stands before the name of
  /// each service.
  package init(load: Double = 1, minutes: Int = 55, prefix: String = "") {
    let times = Self.times.prefix { $0 < Self.onset + minutes * 60 }
    var found: [String: [Sample]] = [:]
    func put(_ name: String, _ labels: String, _ time: Int, _ value: Double) {
      found[name, default: []].append(("\(name){\(labels)}", time, value))
    }
    for (index, service) in Self.services.enumerated() {
      let labels = "service=\"\(prefix)\(service)\",instance=\"\(prefix)\(service)-0\""
      var (well, failed, all, sum, cpu) = (0.0, 0.0, 0.0, 0.0, 0.0)
      var buckets = Self.bounds.map { _ in 0.0 }
      for time in times {
        let isBad = time >= Self.onset && ["checkout", "frontend", "orders"].contains(service)
        let count = (40 + 5 * sin(Double(time) / 700) + Double(index)) * 15 * load
        let errors = count * (isBad ? 0.02 : 0.001)
        well += count - errors
        failed += errors
        all += count
        sum += count * (isBad ? 1.4 : 0.08)
        cpu += 15 * (0.3 + 0.02 * sin(Double(time) / 500))
        put("http_requests_total", labels + ",code=\"200\"", time, well.rounded())
        put("http_requests_total", labels + ",code=\"500\"", time, failed.rounded())
        for (place, share) in (isBad ? Self.slow : Self.usual).enumerated() {
          buckets[place] += count * share
          put(
            "http_request_duration_seconds_bucket", labels + ",le=\"\(Self.bounds[place])\"", time,
            buckets[place].rounded())
        }
        put("http_request_duration_seconds_bucket", labels + ",le=\"+Inf\"", time, all.rounded())
        put("http_request_duration_seconds_count", labels, time, all.rounded())
        put("http_request_duration_seconds_sum", labels, time, sum.rounded())
        put("process_cpu_seconds_total", labels, time, (cpu * 100).rounded() / 100)
        put(
          "process_resident_memory_bytes", labels, time,
          (2e8 + 1e6 * sin(Double(time) / 300)).rounded())
        put("up", labels, time, 1)
      }
    }
    for time in times {
      let isFull = time >= Self.onset - 60
      let waiting = min(80, Double(time - Self.onset + 60) / 10).rounded()
      let used = (6 + 2 * sin(Double(time) / 200)).rounded()
      // Counted since something of the kind happened first, as rare things are.
      if time >= Self.onset + 900 {
        put(
          "card_errors_total", "service=\"\(prefix)payment\"", time,
          Double((time - Self.onset) / 300))
      }
      put("db_pool_connections_in_use", "service=\"\(prefix)orders\"", time, isFull ? 20 : used)
      put("db_pool_connections_max", "service=\"\(prefix)orders\"", time, 20)
      put("db_pool_waiting", "service=\"\(prefix)orders\"", time, isFull ? waiting : 0)
    }
    families = found.keys.sorted().map { name in
      let type = name.hasSuffix("_total") ? "counter" : "gauge"
      return (name, name.hasPrefix("http_request_duration") ? "" : type, found[name] ?? [])
    }
  }

  /// OpenMetrics, for `promtool`: seconds.
  package var openMetrics: String {
    families.map { family in
      let name = family.type == "counter" ? String(family.name.dropLast(6)) : family.name
      let head = family.type.isEmpty ? "" : "# TYPE \(name) \(family.type)\n"
      return head + family.samples.map { "\($0.series) \($0.value) \($0.time)\n" }.joined()
    }.joined() + "# EOF\n"
  }

  /// The text that VictoriaMetrics imports: milliseconds.
  package var exposition: String {
    families.flatMap { family in
      family.samples.map { "\($0.series) \($0.value) \($0.time)000\n" }
    }.joined()
  }
}
