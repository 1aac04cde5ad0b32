package import Timeline

/// Values over time, ascending.
package struct Series: Hashable, Sendable {
  /// The width of a bucket in milliseconds; 0 where each point stands for itself.
  package var width: Int64
  /// The times of the values, or the beginnings of their buckets; the metrics of a file mostly share them.
  package private(set) var times: [Instant]
  /// As many values.
  package private(set) var values: [Double]

  package init(width: Int64 = 0, points: some Collection<Point> = []) {
    self.init(width: width, times: points.map(\.time), values: points.map(\.value))
  }

  /// Takes times and as many values.
  package init(width: Int64 = 0, times: [Instant], values: [Double]) {
    precondition(times.count == values.count, "a series has a value for each time")
    (self.width, self.times, self.values) = (width, times, values)
  }

  /// The values with their times.
  package var points: Points { Points(times: times, values: values) }

  /// A value from a time on.
  package struct Point: Hashable, Sendable, Codable {
    /// The time of the value, or the beginning of its bucket.
    package var time: Instant
    package var value: Double

    package init(time: Instant, value: Double) {
      self.time = time
      self.value = value
    }
  }
}

extension Series {
  /// The points of a series, made from its times and values as they are asked for.
  package struct Points: RandomAccessCollection, Sendable {
    fileprivate let times: [Instant]
    fileprivate let values: [Double]

    package var startIndex: Int { 0 }
    package var endIndex: Int { times.count }
    package subscript(position: Int) -> Point {
      Point(time: times[position], value: values[position])
    }
  }
}

/// A series in JSON: its points as one text, for a case keeps thousands of them.
///
///     {"values": "1767434400000:0.25 60000:0.5", "width": 0}    each time by how far it is from the last
///
/// What earlier versions wrote, a list of points, is read as well.
extension Series: Codable {
  private enum CodingKeys: CodingKey {
    case width, values, points
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(width, forKey: .width)
    var text = ""
    var before: Int64 = 0
    for point in points {
      if !text.isEmpty { text += " " }
      text += "\(point.time.milliseconds &- before):\(point.value)"
      before = point.time.milliseconds
    }
    try container.encode(text, forKey: .values)
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let width = try container.decode(Int64.self, forKey: .width)
    guard let text = try container.decodeIfPresent(String.self, forKey: .values) else {
      self.init(width: width, points: try container.decode([Point].self, forKey: .points))
      return
    }
    self.init(width: width)
    var time: Int64 = 0
    for part in text.split(separator: " ") {
      let sides = part.split(separator: ":")
      guard sides.count == 2, let step = Int64(sides[0]), let value = Double(sides[1]) else {
        throw DecodingError.dataCorruptedError(
          forKey: .values, in: container, debugDescription: "'\(part)' is no point of a series")
      }
      time &+= step
      times.append(Instant(milliseconds: time))
      values.append(value)
    }
  }
}
