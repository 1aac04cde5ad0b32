/// A metric's name and labels, as they tell one series from another.
struct MetricName: Hashable, Comparable, Sendable {
  let name: String
  /// The labels in the text format, such as `method="GET",status="200"`; empty where there are none.
  let labels: String

  init(_ label: String, _ dimensions: [(String, String)]) {
    name = Self.allowed(label, alsoColon: true)
    labels =
      dimensions
      .map { "\(Self.allowed($0.0, alsoColon: false))=\"\(Self.escaped($0.1))\"" }
      .joined(separator: ",")
  }

  /// The series with a suffix on its name and one label more.
  func line(_ suffix: String = "", label: String? = nil, value: String) -> String {
    let all = [labels, label ?? ""].filter { !$0.isEmpty }.joined(separator: ",")
    return all.isEmpty ? "\(name)\(suffix) \(value)\n" : "\(name)\(suffix){\(all)} \(value)\n"
  }

  static func < (a: MetricName, b: MetricName) -> Bool {
    (a.name, a.labels) < (b.name, b.labels)
  }

  private static func allowed(_ text: String, alsoColon: Bool) -> String {
    let bytes = text.utf8.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        byte
      case UInt8(ascii: ":") where alsoColon: byte
      default: UInt8(ascii: "_")
      }
    }
    let name = String(decoding: bytes, as: UTF8.self)
    return name.first?.isNumber != false ? "_" + name : name
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
