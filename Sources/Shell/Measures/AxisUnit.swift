/// The numbers of an axis: which values have a mark, and how they are written.
struct AxisUnit {
  /// What a written number is multiplied by.
  private let factor: Double
  /// The unit behind a number, or above the axis: `MB`.
  let name: String

  /// Units that are written in others as they grow: their sizes, the largest first.
  private static let scales: [String: [(size: Double, name: String)]] = [
    "bytes": [(1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1, "bytes")],
    "s": [(1, "s"), (1e-3, "ms"), (1e-6, "µs")],
  ]

  /// Chooses how values up to a greatest are written in a unit.
  init(_ unit: String, greatest: Double) {
    let scale = Self.scales[unit] ?? []
    let step = scale.first { abs(greatest) >= $0.size } ?? scale.last
    factor = greatest == 0 ? 1 : step?.size ?? 1
    name = greatest == 0 ? unit : step?.name ?? unit
  }

  /// A value without its unit.
  func text(_ value: Double) -> String { Self.number(value / factor) }

  /// A value with its unit: `343 MB`, `98.8 %`.
  static func words(_ value: Double, _ unit: String) -> String {
    let scale = AxisUnit(unit, greatest: value)
    return scale.name.isEmpty ? scale.text(value) : "\(scale.text(value)) \(scale.name.oneLine)"
  }

  /// A number with three digits that count, and none that are needless: `0.0523`, `1.25`, `1230`.
  static func number(_ value: Double) -> String {
    var power = 1.0
    var decimals = 0
    while abs(value) * power < 100, decimals < 6, value != 0 {
      power *= 10
      decimals += 1
    }
    let text = fixed(value, decimals: decimals)
    guard text.contains(".") else { return text }
    return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
  }

  /// The numbers of an axis, with as many decimals as tell its marks apart.
  func texts(_ marks: [Double]) -> [String] {
    let step = marks.count > 1 ? (marks[1] - marks[0]) / factor : 1
    var decimals = 0
    var power = 1.0
    while decimals < 6, abs(step * power - (step * power).rounded()) > 1e-6 {
      power *= 10
      decimals += 1
    }
    return marks.map { Self.fixed($0 / factor, decimals: decimals) }
  }

  /// A number with so many digits behind the point, at most six.
  private static func fixed(_ value: Double, decimals: Int) -> String {
    // More than 15 digits are no sign of anything.
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    let power = (0..<min(6, decimals)).reduce(Int64(1)) { power, _ in power * 10 }
    // Below 10 ** 12 there is room for six decimals.
    let divisor = abs(value) < 1e12 ? power : 1
    let scaled = Int64((abs(value) * Double(divisor)).rounded())
    let rest = "\(scaled % divisor)"
    let digits = "\(divisor)".count - 1
    let fraction = digits > 0 ? "." + String(repeating: "0", count: digits - rest.count) + rest : ""
    return "\(value < 0 && scaled > 0 ? "-" : "")\(scaled / divisor)\(fraction)"
  }
}

/// The marks of an axis.
enum AxisMarks {
  /// Round values from a low to a high one, in steps of 1, 2 or 5; at most `most` and two more.
  ///
  /// P. Heckbert, Nice Numbers for Graph Labels, 1990.
  static func values(_ low: Double, _ high: Double, most: Int) -> [Double] {
    let least = (high - low) / Double(max(1, most))
    // What lies closer than a number's own precision can't be told apart.
    guard least.isFinite, least > max(abs(low), abs(high)) * 1e-12 else { return [low] }
    var power = 1.0
    while power > least { power /= 10 }
    while power * 10 <= least { power *= 10 }
    let step = power * ([1, 2, 5].first { $0 * power >= least * 0.999_999 } ?? 10)
    return marks(low, high, step: step, most: most + 2)
  }

  /// Round times between two, in seconds since 1970, and whether their days are what tells them apart.
  static func times(_ range: ClosedRange<Double>, most: Int) -> (marks: [Double], areDays: Bool) {
    let least = (range.upperBound - range.lowerBound) / Double(max(1, most))
    let step = steps.first { $0 >= least } ?? (least / day).rounded(.up) * day
    return (marks(range.lowerBound, range.upperBound, step: step, most: most + 2), step >= day)
  }

  private static func marks(_ low: Double, _ high: Double, step: Double, most: Int) -> [Double] {
    let first = (low / step).rounded(.up)
    // A hair of a step: what is rounded may lie just beyond.
    return (0..<most).map { (first + Double($0)) * step }.filter { $0 <= high + step * 1e-9 }
  }

  private static let day = 86_400.0
  /// Lengths of time between marks of a clock, in seconds.
  private static let steps: [Double] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
    172_800, 604_800,
  ]
}
