import Timeline

/// The forms in which people save metrics.
enum MetricExports {
  /// A metric of some services, with its name and the digits behind the point that it is told with.
  struct Column: Sendable {
    var name: String
    var digits: Int
    var series: [MadeSeries]
  }

  /// A table with a row a time and a column for each metric of each service:
  /// `time,cart_cpu_percent,cart_memory_mib`.
  static func wide(_ columns: [Column], at times: [Int64]) -> String {
    let all = columns.flatMap { column in column.series.map { (column, $0) } }
    var lines = [
      "time," + all.map { "\($0.1.service)_\($0.0.name)" }.joined(separator: ",")
    ]
    for (place, time) in times.enumerated() {
      let cells = all.map { column, series in
        series.values[place].map { DecimalText.fixed($0, column.digits) } ?? ""
      }
      lines.append("\(seconds(time)),\(cells.joined(separator: ","))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A table with a row for each value: `time,service,metric,value`.
  static func long(_ columns: [Column], at times: [Int64]) -> String {
    var lines = ["time,service,metric,value"]
    for (place, time) in times.enumerated() {
      let stamp = seconds(time)
      for column in columns {
        for series in column.series {
          guard let value = series.values[place] else { continue }
          lines.append(
            "\(stamp),\(series.service),\(column.name),\(DecimalText.short(value, column.digits))")
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What Prometheus answers to `query_range`: JSON on one line, a result for each service.
  static func queryRange(_ column: Column, at times: [Int64], namespace: String) -> String {
    let results = column.series.map { series in
      let values = zip(times, series.values).compactMap { time, value in
        value.map { "[\(time / 1000),\"\(DecimalText.short($0, column.digits))\"]" }
      }
      return "{\"metric\":{\"__name__\":\"\(column.name)\",\"namespace\":\"\(namespace)\","
        + "\"service\":\"\(series.service)\"},\"values\":[\(values.joined(separator: ","))]}"
    }
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
      + results.joined(separator: ",") + "]}}\n"
  }

  /// A time to the second, as such tables write it.
  static func seconds(_ time: Int64) -> String {
    let iso = LineStamp(milliseconds: time).iso
    return iso.prefix(19) + "Z"
  }
}
