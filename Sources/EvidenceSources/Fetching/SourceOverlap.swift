import Investigation
import SessionsAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Two sources of one kind that tell of services of the same names: where their values differ the series
/// are told apart by a label, and that there are two is said.
///
///     eu: http_requests:rate{job="web"} 12   us: http_requests:rate{job="web"} 3
///     → http_requests:rate{source="eu",job="web"}, http_requests:rate{source="us",job="web"}
struct SourceOverlap {
  let home: String
  /// The kinds of sources by how the session names them.
  let kinds: [String: SourceKind]

  /// Series that are compared; more would tell no more.
  private static let compared = 400
  /// How far two values may lie apart, as a share of the greater, and be of one thing: two servers look
  /// at different moments.
  private static let alike = 0.2
  /// The share of common series that differ from which on two sources tell of different things.
  private static let differing = 0.1

  /// Tells apart what some fetches gave, and says so; of one source, or of sources that agree, nothing.
  func remarks(_ fetches: [FetchLog.Fetch]) -> [Inquiry.Unseen] {
    let given = fetches.filter { !$0.files.isEmpty }
    var remarks: [Inquiry.Unseen] = []
    for (place, one) in given.enumerated() {
      for other in given.dropFirst(place + 1)
      where other.source != one.source && kinds[other.source] == kinds[one.source] {
        guard let words = compare(one, other) else { continue }
        let remark = Inquiry.Unseen(source: label(of: one, beside: other), reason: words)
        if !remarks.contains(remark) { remarks.append(remark) }
      }
    }
    return remarks
  }

  private func compare(_ one: FetchLog.Fetch, _ other: FetchLog.Fetch) -> String? {
    switch kinds[one.source] {
    case .prometheus: compareSeries(one, other)
    case .loki: compareLines(one, other)
    default: nil
    }
  }

  private func compareSeries(_ one: FetchLog.Fetch, _ other: FetchLog.Fetch) -> String? {
    var common = 0
    var differ: [String] = []
    let names = Set(one.files.map(\.name)).intersection(other.files.map(\.name)).sorted()
    for name in names where common < Self.compared {
      let (own, others) = (series(name, one), series(name, other))
      for (labels, values) in own.sorted(by: { $0.key < $1.key }) {
        guard let theirs = others[labels] else { continue }
        common += 1
        if !Self.isAlike(values, theirs) { differ.append(labels) }
      }
    }
    guard common > 0, Double(differ.count) >= Double(common) * Self.differing else { return nil }
    for fetch in [one, other] { for file in fetch.files { label(file.name, fetch) } }
    return "it and \(label(of: other, beside: one)) have \(common) series of the same names, and "
      + "\(differ.count) of them differ, as of two places that are called alike. What each of them "
      + "measured is told apart by 'source'; services of one name are still taken for one."
  }

  /// How two sources are told apart: by their names, or by how the session names them.
  private func label(of fetch: FetchLog.Fetch, beside other: FetchLog.Fetch) -> String {
    fetch.name == other.name ? fetch.source : fetch.name
  }

  private func path(_ name: String, _ fetch: FetchLog.Fetch) -> String {
    "\(home)/\(fetch.folder)/\(name)"
  }

  /// The values of the series of a file by time, by their labels.
  private func series(_ name: String, _ fetch: FetchLog.Fetch) -> [String: [Int64: Double]] {
    guard let data = FileManager.default.contents(atPath: path(name, fetch)),
      let answer = try? JSONDecoder().decode(PrometheusAnswer<Matrix>.self, from: data)
    else { return [:] }
    var found: [String: [Int64: Double]] = [:]
    for series in answer.data?.result ?? [] {
      let labels = series.metric.filter { $0.key != Self.mark }.sorted { $0.key < $1.key }
        .map { "\($0.key)=\($0.value)" }.joined(separator: ",")
      found[labels] = Dictionary(
        series.values.map { ($0.second, $0.value) }, uniquingKeysWith: { $1 })
    }
    return found
  }

  private static func isAlike(_ one: [Int64: Double], _ other: [Int64: Double]) -> Bool {
    let times = one.keys.filter { other[$0] != nil }
    let apart = times.count { time in
      let (a, b) = (one[time] ?? 0, other[time] ?? 0)
      return abs(a - b) > max(abs(a), abs(b)) * alike
    }
    return apart * 2 <= times.count
  }

  /// The label that tells sources apart.
  static let mark = "source"

  /// Writes the source's name among the labels of each series of a file, where it is not yet.
  private func label(_ name: String, _ fetch: FetchLog.Fetch) {
    let path = path(name, fetch)
    guard let data = FileManager.default.contents(atPath: path) else { return }
    let text = String(decoding: data, as: UTF8.self)
    guard text.contains("\"metric\":{\""), !text.contains("\"\(Self.mark)\":\"") else { return }
    let own = FetchedFiles.plain(
      fetch.name == fetch.source.prefix { $0 != "=" } ? fetch.source : fetch.name)
    let told = text.replacing("\"metric\":{\"", with: "\"metric\":{\"\(Self.mark)\":\"\(own)\",\"")
    try? Data(told.utf8).write(to: URL(filePath: path))
  }

  /// Lines of two servers can't disagree, but services of one name may be two.
  private func compareLines(_ one: FetchLog.Fetch, _ other: FetchLog.Fetch) -> String? {
    let common = services(one).intersection(services(other)).sorted()
    guard !common.isEmpty else { return nil }
    let told = common.prefix(5).map { ServerWords.line($0) }.joined(separator: ", ")
    return "it and \(label(of: other, beside: one)) both have lines of \(told)"
      + "\(common.count > 5 ? ", …" : ""): services of one name are taken for one, and each exhibit "
      + "says whose it is."
  }

  private func services(_ fetch: FetchLog.Fetch) -> Set<String> {
    var names: Set<String> = []
    for file in fetch.files {
      guard let data = FileManager.default.contents(atPath: path(file.name, fetch)) else {
        continue
      }
      for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline) {
        guard let start = line.firstRange(of: "{service=\"") else { continue }
        names.insert(String(line[start.upperBound...].prefix { $0 != "\"" }))
      }
    }
    return names
  }

  private struct Matrix: Decodable {
    var result: [Series]

    struct Series: Decodable {
      var metric: [String: String]
      var values: [Pair]
    }

    struct Pair: Decodable {
      var second: Int64
      var value: Double

      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        second = Int64(min(max(try list.decode(Double.self), 0), 1e12))
        value = Double(try list.decode(String.self)) ?? .nan
      }
    }
  }
}
