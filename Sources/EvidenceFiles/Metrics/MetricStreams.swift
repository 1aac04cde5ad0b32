import Evidence

/// Makes metrics of streams: sums and counts become means, and streams of one name are told apart.
///
///     requests_total{status=200} 9, requests_total{status=500} 1    two metrics, by their status
///     cpu{pod=cart-1} 3, cpu{pod=cart-2} 5                          one metric of cart
enum MetricStreams {
  /// A metric: its values, and the points of the rows they come from.
  struct Metric {
    var name: MetricName
    /// What it is called: its name, with the labels by which it differs from others.
    var text: String
    var column: Int?
    var points: [MetricStream.Point]
    var values: [MetricStream.Point]
  }

  /// Labels of one name that are told apart; of more nobody looks through each.
  private static let mostVariants = 200
  /// The longest value of a label in a metric's name: addresses and queries are longer.
  private static let longestValue = 60

  /// The metrics, in the order in which their first streams were met.
  static func metrics(of streams: [MetricStream]) -> [Metric] {
    var streams = streams
    for index in streams.indices { streams[index].sort() }
    makeMeans(&streams)
    var groups: [[Int]] = []
    var places: [MetricName: Int] = [:]
    for (index, stream) in streams.enumerated() where !stream.points.isEmpty {
      let key = stream.name.plain
      if let place = places[key] {
        groups[place].append(index)
      } else {
        places[key] = groups.count
        groups.append([index])
      }
    }
    return groups.flatMap { group in apart(group.map { streams[$0] }).map(joined) }
  }

  /// Puts the mean in place of the sum where both a sum and a count of the same are there.
  private static func makeMeans(_ streams: inout [MetricStream]) {
    var counts: [MetricName: Int] = [:]
    for (index, stream) in streams.enumerated() {
      if let name = stream.name.without(suffix: "_count") { counts[name] = index }
    }
    for index in streams.indices {
      guard let name = streams[index].name.without(suffix: "_sum"), let place = counts[name],
        streams[index].isCounted, streams[place].isCounted
      else { continue }
      let means = MetricStream.means(of: streams[index], by: streams[place])
      guard !means.isEmpty else { continue }
      streams[index] = MetricStream(name: name, isCounter: false, points: means)
      streams[place].isCounter = true
      streams[place].name.unit = ""
    }
  }

  /// Whether a label says what is counted, so that it stands also where all have the same: why a
  /// container ended, of which resource there is a limit.
  private static func tells(_ label: MetricLabel) -> Bool {
    ["reason", "resource"].contains(label.name)
  }

  /// Streams of one name as those that their labels tell apart, each with what it is called.
  private static func apart(
    _ streams: [MetricStream]
  ) -> [(text: String, streams: [MetricStream])] {
    let metric = streams[0].name.metric
    guard streams.count > 1 || streams[0].name.labels.contains(where: Self.tells) else {
      return [(metric, streams)]
    }
    var values: [String: Set<String>] = [:]
    var bearers: [String: Int] = [:]
    for stream in streams {
      for label in stream.name.labels { values[label.name, default: []].insert(label.value) }
      for name in Set(stream.name.labels.map(\.name)) { bearers[name, default: 0] += 1 }
    }
    let telling = Set(
      values.keys.filter { (values[$0]?.count ?? 0) > 1 || bearers[$0] != streams.count })
    var texts: [String] = []
    var variants: [String: [MetricStream]] = [:]
    for stream in streams {
      let labels = stream.name.labels.filter { telling.contains($0.name) || Self.tells($0) }.map {
        " \($0.name)=\($0.value.prefix(longestValue))"
      }
      let text = metric + labels.joined()
      if variants[text] == nil { texts.append(text) }
      variants[text, default: []].append(stream)
    }
    guard texts.count <= mostVariants else { return [(metric, streams)] }
    return texts.map { ($0, variants[$0] ?? []) }
  }

  /// Streams that nothing but their instance tells apart, as one metric.
  private static func joined(_ group: (text: String, streams: [MetricStream])) -> Metric {
    func merged(_ points: [[MetricStream.Point]]) -> [MetricStream.Point] {
      guard points.count > 1 else { return points.first ?? [] }
      return points.flatMap { $0 }.sorted { ($0.time, $0.row) < ($1.time, $1.row) }
    }
    let first = group.streams[0]
    var name = first.name
    if first.isCounted {
      name.unit = MetricName.rateUnit(of: name.unit, kind: MetricKind(name: name.metric))
    }
    return Metric(
      name: name, text: group.text, column: first.column,
      points: merged(group.streams.map(\.points)),
      values: merged(group.streams.map { $0.isCounted ? $0.rates : $0.points }))
  }
}
