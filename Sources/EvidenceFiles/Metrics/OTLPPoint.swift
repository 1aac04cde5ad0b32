import Timeline

/// The kinds of data that a metric of OTLP holds, as their names are without marks.
enum OTLPForm: String {
  case gauge, sum, histogram, summary
  case exponentialHistogram = "exponentialhistogram"

  /// Whether its points have a sum and a count.
  var isCountedUp: Bool { self != .gauge && self != .sum }
}

/// One point of a metric of OTLP.
struct OTLPPoint {
  private(set) var time = Instant.earliest
  /// The value of a gauge or a sum.
  private(set) var value: Double?
  private(set) var sum: Double?
  private(set) var count: Double?
  private(set) var buckets: [Double] = []
  /// The upper ends of all buckets but the last.
  private(set) var bounds: [Double] = []
  private(set) var quantiles: [(quantile: String, value: Double)] = []
  private(set) var attributes: Bytes?
  /// The value that is quoted, as it is written.
  private(set) var place: Bytes

  /// Takes a point apart; nil where it has no time, or no number.
  init?(_ point: Bytes) {
    guard point.first == UInt8(ascii: "{") else { return nil }
    place = point
    var nanoseconds: Int64?
    var quoted: Bytes?
    JSONSpan.members(point) { name, member in
      let plain = JSONSpan.unquoted(member)
      switch SpanField.plain(name) {
      case "timeunixnano": nanoseconds = SpanNumbers.nanoseconds(plain, .nanoseconds)
      case "asdouble", "asint":
        value = DecimalScan.number(plain)
        quoted = plain
      case "sum":
        sum = DecimalScan.number(plain)
        quoted = quoted ?? plain
      case "count":
        count = DecimalScan.number(plain)
        if sum == nil { quoted = quoted ?? plain }
      case "bucketcounts": buckets = Self.numbers(member)
      case "explicitbounds": bounds = Self.numbers(member)
      case "quantilevalues":
        for pair in JSONSpan.elements(member) {
          guard let quantile = JSONSpan.member(pair, "quantile"),
            let value = JSONSpan.member(pair, "value").flatMap(DecimalScan.number)
          else { continue }
          quantiles.append((JSONSpan.unquoted(quantile).text(limit: 20), value))
        }
      case "attributes": attributes = member
      default: break
      }
    }
    guard let nanoseconds, nanoseconds > 0, let quoted else { return nil }
    time = Instant(milliseconds: nanoseconds / 1_000_000)
    place = quoted
  }

  /// The numbers of a list, some of which are written as texts.
  private static func numbers(_ list: Bytes) -> [Double] {
    guard list.first == UInt8(ascii: "[") else { return [] }
    return JSONSpan.elements(list).prefix(1000).compactMap {
      DecimalScan.number(JSONSpan.unquoted($0))
    }
  }
}

/// What a histogram counted so far.
struct OTLPTotal {
  var sum = 0.0
  var count = 0.0
  var buckets: [Double] = []

  /// The total with what came since.
  func adding(_ other: OTLPTotal) -> OTLPTotal {
    let isAlike = buckets.count == other.buckets.count
    return OTLPTotal(
      sum: sum + other.sum, count: count + other.count,
      buckets: isAlike ? zip(buckets, other.buckets).map(+) : other.buckets)
  }

  /// What came since another total; nil where counting began anew.
  func growth(since other: OTLPTotal) -> OTLPTotal? {
    guard count >= other.count, buckets.count == other.buckets.count else { return nil }
    return OTLPTotal(
      sum: sum - other.sum, count: count - other.count,
      buckets: zip(buckets, other.buckets).map { max(0, $0 - $1) })
  }

  /// The value below which a share of all lie, evenly spread within its bucket; nil where none came.
  ///
  /// Of the counts 90, 10 below and above 100 the share 0.95 is 100: the last bucket has no end.
  func percentile(_ share: Double, bounds: [Double]) -> Double? {
    let all = buckets.reduce(0, +)
    guard all > 0, !bounds.isEmpty, buckets.count == bounds.count + 1 else { return nil }
    var below = 0.0
    for (place, count) in buckets.enumerated() {
      guard below + count >= all * share, count > 0 else {
        below += count
        continue
      }
      guard place < bounds.count else { return bounds.last }
      let from = place > 0 ? bounds[place - 1] : min(0, bounds[0])
      return from + (bounds[place] - from) * (all * share - below) / count
    }
    return bounds.last
  }
}

/// Units as OpenTelemetry writes them (UCUM), and as what they are printed.
enum OTLPUnit {
  private static let known = [
    "By": "bytes", "KiBy": "KiB", "MiBy": "MiB", "GiBy": "GiB", "kBy": "KB", "MBy": "MB",
    "GBy": "GB", "s": "s", "ms": "ms", "us": "µs", "ns": "ns", "%": "%", "1": "", "By/s": "bytes/s",
  ]

  /// `By` is bytes; `{request}` names what is counted and is no unit.
  static func text(_ unit: String) -> String {
    known[unit] ?? (unit.hasPrefix("{") ? "" : unit)
  }
}
