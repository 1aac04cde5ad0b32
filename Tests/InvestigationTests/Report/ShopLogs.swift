import TestSupport
import Foundation

/// A small shop in which a pool made too small in `ledger` fails `payment`, and that `checkout`.
enum ShopLogs {
  /// Writes the logs of an hour, in which the trouble begins at 10:30.
  static func write(to folder: TemporaryFolder, below name: String = "") throws {
    var logs: [String: [String]] = [:]
    for second in stride(from: 0, to: 3600, by: 4) {
      let stamp = String(format: "2026-03-10T10:%02d:%02d", second / 60, second % 60)
      logs["checkout", default: []].append("\(stamp).000Z INFO order \(second) placed")
      logs["payment", default: []].append("\(stamp).100Z INFO charged order \(second) via ledger")
      logs["ledger", default: []].append("\(stamp).200Z INFO booked entry \(second * 7)")
      logs["mailer", default: []].append("\(stamp).300Z INFO mail \(second) sent")
      if second == 1788 {
        logs["ledger"]?.append("\(stamp).500Z INFO configuration reloaded: pool.max 40 -> 2")
      }
      guard second >= 1800, second % 8 == 0 else { continue }
      logs["ledger"]?.append(
        "\(stamp).600Z ERROR connection pool exhausted (2/2), password=hunter2 waiting")
      logs["payment"]?.append("\(stamp).700Z ERROR call to ledger timed out")
      logs["checkout"]?.append("\(stamp).800Z ERROR payment returned 503")
    }
    let start = name.isEmpty ? "" : name + "/"
    for (service, lines) in logs {
      try folder.write("\(start)\(service).log", lines.joined(separator: "\n") + "\n")
    }
  }
}
